"""``handouts check``: which handouts are meant, what is told of them, and in which form.

What was told of the very same input is kept, so that a hook that checks what was checked before has
next to nothing to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..making.cache import keep_told, kept_told, ready
from ..making.site import HANDOUTS, Site, strays
from ..making.spoken import faceless, with_faces
from ..source.problems import Problem, Where, did_you_mean, no_file
from .tasks import Asked, Task, keys_of, today
from .wanted import locales, missing_languages, missing_words, nothing


def told(task: Task, content: Path, asked: Asked, workers: int) -> tuple[str, int]:
    """What to tell, as text of the form that was asked for, and the exit status; ``content`` is
    where its files are."""
    wanted, problems = named(task.site, content, asked.names, asked.languages)
    if not asked.languages:
        problems += faceless(task.site)
    place = _place(task, asked, wanted, problems)
    if place and (known := kept_told(place)):
        return known
    # Rules, models and reports take 260 ms to load: nothing of that where all was told before.
    from .verdicts import judged, written  # noqa: PLC0415

    verdict = judged(task, asked, wanted, problems, workers)
    text, status = written(verdict, asked), int(verdict.failed(asked.strict))
    if place:
        keep_told(place, text, status)
    return text, status


def _place(
    task: Task, asked: Asked, wanted: Sequence[tuple[str, str]], problems: Sequence[Problem]
) -> Path | None:
    """Where the answer to this very question is kept.

    The day has a say in it, as reviews fall due, and so have the names of folders and handouts,
    which are told.
    """
    if task.cache is None:
        return None
    stray = [*strays(task.site, task.clinic)]
    question = repr((asked, wanted, problems, stray, today().isoformat(), task.site.slugs))
    keys = keys_of(task)
    return ready(task.cache) / f"{keys.of(question, sorted({slug for slug, _ in wanted}))}.check"


def named(
    site: Site, content: Path, names: Sequence[str], languages: Sequence[str]
) -> tuple[list[tuple[str, str]], list[Problem]]:
    """The handouts to check, each a slug and a language, by slugs, folders or files; a shared
    file stands for all of them. No ``languages``: all whose faces are here."""
    languages = languages or with_faces(site)
    known, written, shown = site.slugs, site.written, site.content.shown(HANDOUTS)
    problems = [] if known else [nothing(site)]
    wanted: dict[str, None] = {} if names else dict.fromkeys(known)
    for name in names:
        path = Path(name)
        if path.suffix in (".yaml", ".yml"):
            inside = (
                path.resolve().relative_to(content).parts
                if path.resolve().is_relative_to(content)
                else ()
            )
            own = inside[1:2] if inside[:1] == ("handouts",) and inside[2:] else ()
            if not own and not path.exists():
                problems.append(no_file(name))
            else:
                wanted.update(dict.fromkeys(own or known))
        elif name in known:
            wanted[name] = None
        elif path.name in known and path.resolve() == content / HANDOUTS / path.name:
            wanted[path.name] = None  # its folder, as a shell completes it
        elif known:
            problems.append(
                Problem(Where(shown), f"there is no handout '{name}'", did_you_mean(name, known))
            )
    spoken = locales()
    found = [
        (slug, language)
        for slug in wanted
        for language in written.get(slug, ("en",))
        if language in languages
    ]
    problems.extend(
        missing_words(shown, {slug: written[slug] for slug in wanted if slug in known}, spoken)
    )
    problems.extend(missing_languages(shown, written, languages))
    return [(slug, language) for slug, language in found if language in spoken], problems
