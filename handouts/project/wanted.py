"""What there is to make of what was asked for, and what was asked for that does not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..clinic.jobs import SET, Job
from ..content.editions import OF_ALL
from ..making.site import Site
from ..outputs import editions as known_editions
from ..outputs import handed_out, output_of, partnered
from ..source.problems import Problem, Where, did_you_mean

USUAL = "content"  # the folder that is looked at where none is named
PACKAGE = Path(__file__).parents[1]


def nothing(site: Site) -> Problem:
    """What is told where there are no handouts."""
    return nothing_yet(site.content.name)


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
    """The files to make, and what was asked for that does not exist; no ``editions``: all that
    there is to make."""
    known = site.slugs
    problems = []
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
        if (slug in wanted and editions) or meant_for(site, slug, language, edition)
        for paper in (papers if output_of(edition).papered else ("",))
    ]
    said = any(
        language in found and language in spoken
        for found in site.written.values()
        for language in languages
    )
    problems.extend(missing_editions(shown, made, editions if said else ()))
    return made, problems


def partners(
    site: Site, todo: Sequence[Job], partner: str, *, named: bool
) -> tuple[list[Job], list[Problem]]:
    """The same jobs, those of two languages with the other one: ``partner``, or the one that is
    written first. That one alone is no pair: it is left out, and told where it was ``named``."""
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
    return ([] if problems else [job for job in every if job not in alone]), problems


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
    """The sets to make."""
    return [
        Job(name, language, SET, paper)
        for name in wanted
        for language in languages
        if language in site.languages
        for paper in papers
    ]


def meant_for(site: Site, slug: str, language: str, edition: str) -> bool:
    """Whether a handout has what an edition shows; what every handout has is for all."""
    view = known_editions()[edition].view
    if view in OF_ALL:
        return True
    file = site.content.files.get(site.text(slug, language))
    data = (file.data if file else None) or b""
    return any(line.startswith(f"{view}:".encode()) for line in data.splitlines())


def missing_words(
    shown: str, written: Mapping[str, tuple[str, ...]], spoken: tuple[str, ...]
) -> Iterator[Problem]:
    """Files that are named after a language the program has no words for."""
    for slug, found in written.items():
        for language in found:
            if language not in spoken:
                where, hint = Where(f"{shown}/{slug}/{language}.yaml"), "name it by its language"
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
            yield Problem(Where(shown), f"there is no handout in the language '{language}'", hint)


def locales() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (PACKAGE / "locales").glob("*.yaml")))
