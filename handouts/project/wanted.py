"""What there is to make of what was asked for, and what was asked for that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..clinic.jobs import SET, Job
from ..content.editions import BOOKLETS, OF_ALL
from ..making.site import HANDOUTS, Site
from ..making.spoken import faceless, with_faces
from ..outputs import editions as known_editions
from ..outputs import handed_out, output_of, partnered
from ..source.problems import Problem, Where, did_you_mean
from ..source.values import replace

USUAL = "content"  # the folder that is looked at where none is named
PACKAGE = Path(__file__).parents[1]
EXCERPT = re.compile(rb"^excerpt: *true\b", re.MULTILINE)  # a text of a part of its handout


def nothing(site: Site) -> Problem:
    """What is told where there are no handouts."""
    return site.content.closed(HANDOUTS) or nothing_yet(site.content.name)


def nothing_yet(content: str) -> Problem:
    """The same of a content folder of this name."""
    hint = "point --content to the folder that holds 'handouts/'"
    if content == USUAL:
        hint = "go to the folder that holds it, or begin one: 'python -m handouts init FOLDER'"
    return Problem(Where(f"{content}/handouts"), "there are no handouts here", hint)


def jobs(
    site: Site,
    wanted: Sequence[str],
    languages: Sequence[str],
    editions: Sequence[str],
    papers: Sequence[str],
) -> tuple[list[Job], list[Problem]]:
    """The files to make, and what was asked for that does not exist; no ``languages``: all whose
    faces are here; no ``editions``: all that there is to make."""
    known = site.slugs
    problems, named = [] if languages else [*faceless(site)], languages
    languages = languages or with_faces(site)
    shown = site.content.shown("handouts")
    if not known:
        problems.append(nothing(site))
    for slug in wanted:
        if known and slug not in known:
            problems.append(
                Problem(Where(shown), f"there is no handout '{slug}'", did_you_mean(slug, known))
            )
    spoken = locales()
    problems.extend(missing_words(shown, site.written, spoken))
    problems.extend(missing_languages(shown, site.written, languages))
    compared = len(editions) != 1
    made = [
        Job(slug, language, edition, paper, compared)
        for slug, found in site.written.items()
        if not wanted or slug in wanted
        for language in languages
        if language in found and language in spoken
        for edition in editions or handed_out()
        if meant_for(site, slug, language, edition)
        or (slug in wanted and editions and (named or not excerpt(site, slug, language)))
        for paper in (papers if output_of(edition).papered else ("",))
    ]
    said = any(
        language in found and language in spoken
        for found in site.written.values()
        for language in languages
    )
    problems.extend(missing_editions(shown, made, editions if said else ()))
    asked = languages if not (wanted and named) else ()
    problems.extend(missing_booklets(site, wanted, asked, editions))
    return made, problems


def missing_booklets(
    site: Site, wanted: Sequence[str], languages: Sequence[str], editions: Sequence[str]
) -> Iterator[Problem]:
    """Texts that were left out of an edition that tells all of a handout, as they have a part of
    it; what was asked for by handout and language is refused where it is made."""
    asked = [one for one in editions if known_editions()[one].view in BOOKLETS]
    slugs = [slug for slug in site.written if asked and (not wanted or slug in wanted)]
    for slug in slugs:
        for language in (one for one in site.written[slug] if one in languages):
            if where := excerpt(site, slug, language):
                there = [one for one in handed_out() if meant_for(site, slug, language, one)]
                message = f"this is a part of its handout, so no '{asked[0]}' is made of it"
                yield Problem(where, message, f"there is: {', '.join(there)}", "note")


def partners(
    site: Site, todo: Sequence[Job], partner: str, *, named: bool
) -> tuple[list[Job], list[Problem]]:
    """The same jobs, those of two languages with the other one: ``partner``, or the one that is
    written first. That one alone is no pair: it is left out, and told where it was ``named``; so is
    a handout that the other lacks, as an error where nothing else is made."""
    problems, shown = list[Problem](), site.content.shown("handouts")
    if partner:
        problems += missing_languages(shown, site.written, (partner,))
    every = [partnered(job, partner or site.language) for job in todo]
    if partner and not any(job.partner for job in every):
        paired = ", ".join(name for name, one in known_editions().items() if one.paired)
        message = f"no edition that was asked for sets '{partner}' beside another language"
        problems.append(Problem(Where(shown), message, f"name one that does: {paired}"))
    alone = [job for job in every if job.partner == job.language]
    if alone and (named or len(alone) == len(every)):
        first = alone[0]
        message = f"the edition '{first.edition}' sets '{first.language}' beside another language"
        hint = "name both: --lang LANG, and --with LANG for the one that stands first"
        problems.append(Problem(Where(shown), message, hint))
    if problems:
        return [], problems
    pairs = [job for job in every if job not in alone]
    lone = {job: told for job in pairs if job.partner and (told := lacking(site, job))}
    found = dict.fromkeys(lone.values())
    left = [job for job in pairs if job not in lone]
    return left, [replace(one, severity="note") if left else one for one in found]


def lacking(site: Site, job: Job) -> Problem | None:
    """What is told where the language that is to stand beside a handout does not have it, or only a
    part of what its edition tells."""
    slug, partner = job.slug, job.partner
    where = Where(site.content.shown(site.text(slug, job.language)))
    if partner not in site.written.get(slug, ()):
        message = f"this is not written in '{partner}', so it has no '{job.edition}' with it"
        others = (one for one in site.written[slug] if one != job.language)
        return Problem(where, message, f"it is also written in: {', '.join(others) or 'no other'}")
    part = excerpt(site, slug, partner)
    if not part or known_editions()[job.edition].view not in BOOKLETS:
        return None
    message = f"this is a part of its handout, so no '{job.edition}' is made with it"
    hint = "a part has editions of its own: see which it says it is for"
    return Problem(part, message, hint)


def missing_editions(shown: str, made: Sequence[Job], editions: Sequence[str]) -> Iterator[Problem]:
    """Editions that were asked for, and that no handout has anything for."""
    for edition in editions:
        view = known_editions()[edition].view
        if view not in OF_ALL and not any(job.edition == edition for job in made):
            hint = f"write what it is to say under '{view}:' in a handout"
            message = f"no handout has anything for the edition '{edition}'"
            yield Problem(Where(shown), message, hint)


def packets(
    site: Site, wanted: Sequence[str], languages: Sequence[str], papers: Sequence[str]
) -> list[Job]:
    """The sets to make; no ``languages``: all whose faces are here."""
    return [
        Job(name, language, SET, paper)
        for name in wanted
        for language in languages or with_faces(site)
        if language in site.languages
        for paper in papers
    ]


def meant_for(site: Site, slug: str, language: str, edition: str) -> bool:
    """Whether a handout has what an edition shows; what every handout has is for all that are
    whole."""
    view = known_editions()[edition].view
    if view in OF_ALL:
        return view not in BOOKLETS or not excerpt(site, slug, language)
    lines = _data(site, slug, language).splitlines()
    return any(line.startswith(f"{view}:".encode()) for line in lines)


def unreadable(site: Site, slug: str, language: str) -> bool:
    """Whether a text is there, or may be, and nobody can say what it has."""
    path = site.text(slug, language)
    file = site.content.files.get(path)
    if file is None or file.data is None:
        return file is not None or site.content.closed(path) is not None
    try:
        file.data.decode()
    except UnicodeDecodeError:
        return True
    return False


def excerpt(site: Site, slug: str, language: str) -> Where | None:
    """Where a text says that it is a part of its handout, if it does."""
    data = _data(site, slug, language)
    # few say anything of it, and looking at where each line begins takes a hundred times as long
    found = EXCERPT.search(data) if b"excerpt:" in data else None
    shown = site.content.shown(site.text(slug, language))
    return Where(shown, data.count(b"\n", 0, found.start()) + 1) if found else None


def _data(site: Site, slug: str, language: str) -> bytes:
    file = site.content.files.get(site.text(slug, language))
    return (file.data if file else None) or b""


def missing_words(
    shown: str, written: Mapping[str, tuple[str, ...]], spoken: tuple[str, ...]
) -> Iterator[Problem]:
    """Files that are named after a language the program has no words for."""
    for slug, found in written.items():
        for language in found:
            if language not in spoken:
                where, hint = (
                    Where(f"{shown}/{slug}/{language}.yaml"),
                    "take it away, or name it by its language",
                )
                message = f"the program has no words for the language '{language}'"
                yield Problem(where, message, f"{hint}: {', '.join(spoken)}")


def missing_languages(
    shown: str, written: Mapping[str, tuple[str, ...]], languages: Sequence[str]
) -> Iterator[Problem]:
    """Languages that were asked for, and that no handout is written in."""
    known = {language for found in written.values() for language in found}
    for language in languages if known else ():
        if language not in known:
            hint = did_you_mean(language, known)
            if language in locales():
                hint = f"{hint}; to begin it: 'python -m handouts translate export {language}'"
            yield Problem(Where(shown), f"there is no handout in the language '{language}'", hint)


def locales() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (PACKAGE / "locales").glob("*.yaml")))
