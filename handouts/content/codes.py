"""The codes that records systems ask by: those of one release of one classification, as
``content/codes.yaml`` lists them. A code that has others below it says too little, and is none."""

from __future__ import annotations

import re
from typing import Annotated

from ..source.fields import (
    AfterValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    model_validator,
)
from ..source.problems import Refused, did_you_mean
from ..source.reader import Model, Words, reading, web_address

SHAPE = r"^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$"


class System(Model):
    """A classification: its name, its object identifier, and the address that FHIR knows it by."""

    name: Words
    oid: Annotated[str, StringConstraints(pattern=r"^[0-2](\.\d+)+$")]
    uri: Annotated[str, AfterValidator(web_address)]


class Codes(Model):
    """``leaves`` are codes with their names, as ``release`` has them; none has codes below it."""

    system: System
    release: Annotated[Words, Field(max_length=60)]
    leaves: Annotated[dict[str, Words], Field(min_length=1)]

    @model_validator(mode="after")
    def _leaves(self, info: ValidationInfo) -> Codes:
        context = reading(info)
        for code in self.leaves:
            where = context.place(self, "leaves", code)
            below = self.below(code)
            if not re.fullmatch(SHAPE, code):
                hint = "write it with its full stop, such as A00.0"
                context.report(where, f"'{code}' is no code", hint)
            elif below:
                hint = f"take it away, and name those that are meant: {', '.join(below)}"
                context.report(where, f"'{code}' has codes below it, so it is no leaf", hint)
        return self

    def below(self, code: str) -> tuple[str, ...]:
        """The leaves that say more than a code does."""
        return tuple(one for one in self.leaves if one != code and one.startswith(code))


def _known(code: str, info: ValidationInfo) -> str:
    codes = reading(info).names.get("code")
    if codes is None:
        return code
    if not codes:
        raise Refused(f"the code '{code}' is in no list", "list it in content/codes.yaml")
    if code not in codes.leaves:
        below = ", ".join(codes.below(code))
        hint = f"name those that are meant: {below}" if below else did_you_mean(code, codes.leaves)
        told = f"of {codes.system.name}, {codes.release}"
        raise Refused(f"'{code}' is no code that can be used {told}", hint)
    return code


Code = Annotated[Words, AfterValidator(_known)]
