"""``content/checks.yaml``: rules that are switched off, each with the reason."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Annotated

from ..source.fields import (
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from ..source.problems import Problem, Refused, Where, did_you_mean
from ..source.reader import Model, Words, reading
from ..source.schema import OrText
from .copy import Finding
from .rules.registry import RULES

SHORTEST = 20  # characters of a reason


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


class Switch(Model):
    """Switches ``rule`` off, or only ``for`` some handouts or sources, by name, or in one
    ``language``: a translation has pages of its own."""

    rule: Words
    reason: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
    only: Annotated[tuple[Words, ...], BeforeValidator(_as_list), Field(alias="for"), OrText()] = ()
    language: str = ""

    @field_validator("rule")
    @classmethod
    def _known(cls, name: str, info: ValidationInfo) -> str:
        known = {*RULES, *reading(info).names.get("rule of a subject", ())}
        if name not in known:
            raise Refused(
                f"there is no rule '{name}'",
                did_you_mean(name, known) or "docs/rules.md lists them",
            )
        return name

    @field_validator("reason")
    @classmethod
    def _said(cls, reason: str) -> str:
        if len(reason) < SHORTEST:
            raise Refused(
                "this reason says too little", "say why the rule does not fit here, in a sentence"
            )
        return reason

    @field_validator("language")
    @classmethod
    def _spoken(cls, language: str, info: ValidationInfo) -> str:
        known = reading(info).names.get("language of a switch")
        if known is not None and language not in known:
            raise Refused(
                f"the program has no words for the language '{language}'",
                did_you_mean(language, known),
            )
        return language

    @field_validator("only")
    @classmethod
    def _there(cls, names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        known: Mapping[str, object] | None = reading(info).names.get("about a switch")
        for name in names:
            if known is not None and name not in known:
                raise Refused(
                    f"there is no handout and no source '{name}'", did_you_mean(name, known)
                )
        return names

    def silences(self, finding: Finding) -> bool:
        meant = self.rule == finding.problem.rule and self.language in ("", finding.language)
        return meant and (not self.only or any(self.lets(finding)))

    def lets(self, finding: Finding) -> Iterator[str]:
        """The names that the finding is let through for."""
        return (name for name in self.only if name in (finding.slug, finding.about))


class Switches(Model):
    off: tuple[Switch, ...] = ()

    def kept(
        self,
        findings: tuple[Finding, ...],
        *,
        whole: bool,
        pages: bool = False,
        languages: Container[str] = (),
    ) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """The findings that are not switched off, and those that are.

        A switch that silences nothing is a finding itself, when the ``whole`` library was looked
        at, its ``pages`` where the rule needs them, and in these ``languages``.
        """
        silenced = tuple(
            one for one in findings if any(switch.silences(one) for switch in self.off)
        )
        asked = [
            switch
            for switch in self.off
            if whole
            and (pages or not _of_pages(switch.rule))
            and (not switch.language or switch.language in languages)
        ]
        told = tuple(finding for switch in asked for finding in _idle(switch, silenced))
        return (*(one for one in findings if one not in silenced), *told), silenced


def _of_pages(name: str) -> bool:
    return name in RULES and RULES[name].needs == "pages"


def _idle(switch: Switch, silenced: tuple[Finding, ...]) -> Iterator[Finding]:
    """A switch that lets nothing through, or not for each of its names."""
    mine = [finding for finding in silenced if switch.silences(finding)]
    used = {name for finding in mine for name in switch.lets(finding)}
    idle = [f" for '{name}'" for name in switch.only if name not in used] or (
        [""] if not mine else []
    )
    where = switch.at or Where("content/checks.yaml")
    for name in idle:
        message = f"the rule '{switch.rule}' finds nothing{name} that this switch lets through"
        hint = "remove the name" if name else "remove the switch"
        yield Finding(Problem(where, message, hint, "warning", "idle-switch"))
