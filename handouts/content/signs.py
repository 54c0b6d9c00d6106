"""How a language writes what the program puts together: what stands between a label and its value,
between the parts of a list, at the end of a sentence; and the faces that its letters need."""

from __future__ import annotations

import re
from typing import Annotated

from ..source.fields import AfterValidator, Field
from ..source.problems import Refused
from ..source.reader import Model


def _sign(value: str) -> str:
    if not value.strip():
        raise Refused("there is no sign here", "write the sign with its spaces, in quotes")
    return value


def _space(value: str) -> str:
    if value.strip():
        raise Refused("this is no space", 'write " ", or "" in a language without spaces')
    return value


Sign = Annotated[str, AfterValidator(_sign)]


class Signs(Model):
    """Signs with the spaces that belong to them.

    ``colon`` stands between a label and what it is of, ``list`` between the parts of a list,
    ``groups`` between parts that may be lists themselves, ``apart`` between what shares a line.
    ``full_stop`` ends a sentence; ``space`` parts words and sentences, and is empty where nothing
    does. ``short_forms`` have a full stop that ends no sentence.
    """

    colon: Sign = ": "
    list: Sign = ", "
    groups: Sign = "; "
    apart: Sign = "  \u00b7  "
    full_stop: Sign = "."
    space: Annotated[str, AfterValidator(_space)] = " "
    short_forms: tuple[str, ...] = ()

    def labelled(self, label: str) -> tuple[str, str]:
        """A label with its colon, and the space behind it."""
        sign = self.colon.rstrip()
        return f"{label}{sign}", self.colon[len(sign) :]


def _family(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise Refused(f"'{value}' is no family of faces", "write its name, such as vazirmatn")
    return value


class LocaleType(Model):
    """The faces of a language whose letters the brand's own do not have.

    ``family`` is one of ``families.yaml``. ``scale`` makes its letters as large as the brand's,
    ``leading`` is what the distance of lines is multiplied by where marks need more room.
    """

    family: Annotated[str, AfterValidator(_family)]
    scale: Annotated[float, Field(ge=0.8, le=1.25)] = 1
    leading: Annotated[float, Field(ge=1, le=2.5)] = 1
