"""``content/checks/<language>.yaml``: what the rules must know of the subject of the handouts, and
rules of its own.

The lists here make those of the language longer (``checks/words``); some of those are empty
without. The program's rules that need such a list are silent where nothing stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Literal

from ..source.fields import (
    AfterValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    model_validator,
)
from ..source.problems import Problem, Refused, Where, did_you_mean
from ..source.reader import Model, Reading, read, reading
from ..source.rows import NamedTuple
from .reading.passages import Within
from .reading.words import OTHER, SWAPS, Listed, WordLists, folder_of, word_lists, written

IN = "red-flags-in-"  # before the name of a fragment: what that one must tell besides
NO_THINGS = {"endings", "syllables"}  # maps of the program that hold no patterns
COPIES = "copies"
ALLOWED = "-allowed"  # ends the name of the list that lets through what another one finds


def _sound(pattern: str) -> str:
    """A pattern that can be one of many: the patterns of a list are put together."""
    if not pattern.isprintable():
        raise Refused("there is a control character in this pattern", "write it in 'single quotes'")
    try:
        whole = re.compile(f"x|{OTHER.sub('x', pattern)}")
    except re.error as error:
        raise Refused(
            f"this pattern cannot be read: {error.msg}", "it is a regular expression of Python"
        ) from None
    if whole.groups:
        raise Refused(
            "this pattern has a group that keeps what it finds", "write (?:...) in place of (...)"
        )
    if whole.search(""):
        raise Refused("this pattern finds nothing in particular", "it must not fit the empty text")
    return pattern


def _alone(pattern: str) -> str:
    if OTHER.search(pattern):
        raise Refused("this pattern asks for a list", "write its words here")
    return pattern


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Pattern = Annotated[str, StringConstraints(min_length=1), AfterValidator(_sound)]
One = Annotated[Pattern, AfterValidator(_alone)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class ListedRule(Model):
    """A rule of the subject: it finds what the list ``finds`` does, ``within`` some of the
    passages.

    In its ``message``, ``{}`` stands for the words found.
    """

    severity: Literal["error", "warning", "note"]
    about: Text
    source: Text
    finds: Name
    within: Within
    message: Text
    hint: Text
    wrong: Text
    right: Text


class CheckLists(Model):
    """``patterns`` are lists of regular expressions, ``things`` names with the pattern that finds
    each of them.

    ``syllables`` and ``swaps`` are of words that readers find hard, ``copies`` hosts that only have
    copies of sources.
    """

    rules: dict[Name, ListedRule] = {}
    patterns: dict[Name, tuple[Pattern, ...]] = {}
    things: dict[Name, dict[Text, One]] = {}
    syllables: dict[Text, Annotated[int, Field(ge=1, le=20)]] = {}
    swaps: dict[Text, Text] = {}
    copies: tuple[Text, ...] = ()

    @property
    def lists(self) -> Mapping[str, Listed]:
        """All lists by their names."""
        syllables = {word: str(count) for word, count in self.syllables.items()}
        own: dict[str, Listed] = {"syllables": syllables, SWAPS: self.swaps, COPIES: self.copies}
        return {
            **self.patterns,
            **self.things,
            **{name: listed for name, listed in own.items() if listed},
        }

    @model_validator(mode="after")
    def _named(self, info: ValidationInfo) -> CheckLists:
        """Reports names of lists that lead to nothing, where the reading knows the lists of the
        program."""
        context = reading(info)
        known: Mapping[str, Listed] | None = context.names.get("list")
        if known is not None:
            self._asked_for(context, known)
            self._there(context, {**known, **self.patterns}, context.names.get("rule", ()))
        return self

    def _asked_for(self, context: Reading, known: Mapping[str, Listed]) -> None:
        """Every list is one that the program has, or that stands in a rule or a pattern here."""
        lists = {
            name for name, listed in known.items() if isinstance(listed, list) and name != COPIES
        }
        things = {name for name, listed in known.items() if isinstance(listed, dict)} - NO_THINGS
        lists |= {one.finds for one in self.rules.values()} | {
            name for _, _, name in self._others()
        }
        lists |= {f"{name}{ALLOWED}" for name in lists}
        for field, own, asked in (
            ("patterns", self.patterns, lists),
            ("things", self.things, things),
        ):
            for name in own:
                if name not in asked and not (own is self.things and name.startswith(IN)):
                    message = f"no rule asks for the list '{name}'"
                    context.report(
                        context.name(self, field, name), message, did_you_mean(name, asked)
                    )

    def _there(self, context: Reading, lists: Mapping[str, Listed], rules: Collection[str]) -> None:
        """Every list that stands in a rule or a pattern is there, and a rule has a name of its
        own."""
        asked: list[tuple[tuple[str | int, ...], str]]
        asked = [(("rules", name, "finds"), rule.finds) for name, rule in self.rules.items()]
        asked += [(("patterns", listed, number), name) for listed, number, name in self._others()]
        for steps, name in asked:
            if name not in lists:
                where = context.place(self, *steps)
                context.report(where, f"there is no list '{name}'", did_you_mean(name, lists))
        for name in self.rules:
            if name in rules:
                where = context.name(self, "rules", name)
                context.report(
                    where, f"the program has a rule '{name}'", "give this one another name"
                )

    def _others(self) -> Iterator[tuple[str, int, str]]:
        """The lists that patterns ask for by ``<<name>>``, and which pattern of which list does."""
        for listed, patterns in self.patterns.items():
            for number, pattern in enumerate(patterns):
                yield from ((listed, number, name) for name in OTHER.findall(pattern))


class Known(NamedTuple):
    """What the rules know of a language and of a subject: rules of its own, all lists, what is
    wrong with its file."""

    lists: CheckLists
    words: WordLists | None
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=16)
def known_of(
    language: str, data: bytes | None, name: str, rules: frozenset[str] = frozenset()
) -> Known:
    """What is known where ``data`` stands in the file ``name`` of a language; ``None`` where there
    is no file.

    A file that is not as it must be counts as empty. ``rules`` are the names of the program's own.
    """
    folder = folder_of(language)
    if data is None:
        return Known(CheckLists(), word_lists(language))
    if folder is None:
        hint = "remove the file until the program has lists of this language"
        message = f"the program has no word lists of the language '{language}'"
        return Known(CheckLists(), None, (Problem(Where(name), message, hint),))
    context = Reading(names={"list": written(folder), "rule": rules})
    found = read(data, CheckLists, context, name)
    if found is None:
        return Known(CheckLists(), word_lists(language), tuple(context.problems))
    return Known(found, WordLists(folder, found.lists))
