"""The faces a brand names, and those of other languages that lie beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from ..source.fields import AfterValidator, Field
from ..source.problems import Refused
from ..source.reader import Model, Words
from .measures import Weight


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):  # BCP 47: its shape
        raise Refused(f"'{value}' is no language", "write its tag, such as vi or zh-Hans")
    return value


def _script(value: str) -> str:
    if not re.fullmatch(r"[A-Z][a-z]{3}", value):
        raise Refused(
            f"'{value}' is no script", "write its four letters of ISO 15924, such as Grek"
        )
    return value


class MoreFonts(Model):
    """Faces for what the brand's own do not have.

    They come first for their ``languages`` and ``scripts``; ``scale`` makes their letters as large
    as the brand's own.
    """

    regular: Words
    bold: Words
    licence: Words
    languages: tuple[Annotated[str, AfterValidator(_language)], ...] = ()
    scripts: tuple[Annotated[str, AfterValidator(_script)], ...] = ()
    scale: Annotated[float, Field(ge=1, le=1.25)] = 1

    def speaks(self, language: str) -> bool:
        """Whether they come first for a language by its tag."""
        return any(f"{language}-".startswith(f"{own}-") for own in self.languages)

    def scale_in(self, _language: str) -> float:
        """How much larger than their size they are set in a text of a language."""
        return self.scale


class FamilyFonts(MoreFonts):
    """Faces of other languages that lie in the assets, not named by the brand: those of a family.

    Latin letters are never taken from them while the brand has them. ``scales`` are those of
    languages.
    """

    scale: float = 1
    family: str
    scales: tuple[tuple[str, float], ...] = ()

    def scale_in(self, language: str) -> float:
        own = [one for one in self.scales if f"{language}-".startswith(f"{one[0]}-")]
        return max(own, key=lambda one: len(one[0]))[1] if own else self.scale


class Fonts(Model):
    """Whole TrueType files, as paths inside ``assets/``; ``more`` are asked in this order."""

    regular: Words
    bold: Words
    licence: Words
    more: Annotated[tuple[MoreFonts, ...], Field(max_length=8)] = ()

    def files(self) -> Iterator[tuple[Fonts | MoreFonts, Weight]]:
        """Each font file: who names it, and in which field."""
        own = (one for one in self.more if not isinstance(one, FamilyFonts))
        owners: tuple[Fonts | MoreFonts, ...] = (self, *own)
        for owner in owners:
            yield owner, "regular"
            yield owner, "bold"
