"""The languages of a site whose letters can be printed, and those that are left out."""

from __future__ import annotations

from collections.abc import Iterator

from ..content.faces import needed
from ..source.problems import Problem, Where
from .site import LOCALES, Site


def with_faces(site: Site) -> tuple[str, ...]:
    """The languages of a site whose letters can be printed; one that the program does not know
    is among them, so that it is told."""
    return tuple(one for one in site.languages if not _lacking(site, one))


def faceless(site: Site) -> Iterator[Problem]:
    """Languages of a site that are left out where none is named, as their faces are not here."""
    for language in site.languages:
        if family := _lacking(site, language):
            message = f"'{language}' is left out: its faces ({family}) are not here"
            hint = f"take them along: python -m handouts fonts add {language}"
            yield Problem(Where(site.assets.shown("fonts")), message, hint, "note")


def _lacking(site: Site, language: str) -> str:
    """The family of faces that a language needs and that is not in the assets; none where nothing
    is lacking."""
    told = needed(LOCALES / f"{language}.yaml")
    if told is None or any(one.startswith(f"fonts/{told.family}/") for one in site.assets.files):
        return ""
    return told.family
