"""The forms that reviewers sign: for the text of a handout, for the facts of a clinic."""

from __future__ import annotations

from pathlib import Path

from ..checks.clarity import answers
from ..making.copies import copy_of
from ..making.site import HANDOUTS, REVIEW, Clinic, Site, load_site
from ..making.workshop import Workshop
from ..signing.versions import facts_versions, version
from ..source.files import write
from ..source.problems import Problem, Problems, Where, did_you_mean
from ..source.rows import NamedTuple
from .tasks import today
from .wanted import missing_languages

FORMS = Path(__file__).parent  # what new files begin as


class Form(NamedTuple):
    """A form for a sign-off, and the file it was written to: none where there is such a file
    already."""

    text: str
    path: Path | None


def review_form(
    content: Path, assets: Path, slug: str, language: str, home: Path | None = None
) -> Form:
    """The form for the text of a handout, written beside it, or into its folder in ``home``, where
    no file is there yet. Raises ``Problems``."""
    site = load_site(content, assets)
    if slug not in site.slugs:
        where = Where(site.content.shown("handouts"))
        raise Problems(
            [Problem(where, f"there is no handout '{slug}'", did_you_mean(slug, site.slugs))]
        )
    _known_language(site, language)
    copy, problems = copy_of(Workshop(site), site.clinic, slug, language, today())
    if copy is None:
        raise Problems(problems)
    sections = "\n".join(f"      {name}: {digits}" for name, digits in copy.state.sections.items())
    asked = (one for one in answers(copy, ()) if one.verdict == "person")
    items = "\n".join(f'      # {one.ask}\n      {one.item}: ""' for one in asked)
    form = (
        (FORMS / "signing.yaml")
        .read_text("utf-8")
        .replace("SLUG", slug)
        .replace("LANGUAGE", language)
    )
    form = (
        form.replace("VERSION", copy.state.version)
        .replace("SECTIONS", sections)
        .replace("ANSWERS", items)
    )
    return _placed((home or content / HANDOUTS) / slug / REVIEW, form, language)


def facts_form(content: Path, assets: Path, clinic: Clinic, folder: Path, language: str) -> Form:
    """The form for the clinical facts of a clinic, each as it prints; ``folder`` is where its files
    are. Raises ``Problems``: facts that cannot be read, or none to sign."""
    site = load_site(content, assets)
    _known_language(site, language)
    facts, problems = Workshop(site).facts(clinic, language)
    if facts is None:
        raise Problems(problems)
    now = facts_versions(facts)
    if not now:
        where, hint = (
            Where(f"{clinic.stem}.yaml"),
            "fill in the facts that content/facts.yaml calls clinical",
        )
        raise Problems([Problem(where, "there is no clinical fact to sign yet", hint)])
    lines = []
    for name, digits in now.items():
        known = facts.known[name]
        told = "; ".join(
            " ".join(filter(None, (one.person, one.text, one.note))) for one in known.values
        )
        lines.append(f"      # {known.label}: {told}\n      {name}: {digits}")
    form = (FORMS / "signing-facts.yaml").read_text("utf-8").replace("LANGUAGE", language)
    form = form.replace("VERSION", version(now)).replace("FACTS", "\n".join(lines))
    return _placed(folder / clinic.review[0].rpartition("/")[2], form, language)


def _known_language(site: Site, language: str) -> None:
    """Raises ``Problems``: nothing is written in it, so none of its files need be missed."""
    if unknown := [*missing_languages(site.content.shown(HANDOUTS), site.written, (language,))]:
        raise Problems(unknown)


def _placed(path: Path, form: str, language: str) -> Form:
    """The form as a file, or, where there is one already, the part of it that is to be added."""
    if path.exists():
        return Form(form[form.index(f"\n{language}:") + 1 :], None)
    write(path, form.encode())
    return Form(form, path)
