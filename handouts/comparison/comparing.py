"""What changed from one side to the other, in all handouts or in those that are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..making.site import Clinic
from ..making.spoken import faceless, with_faces
from ..making.workshop import Workshop
from ..meaning.changes import Changes
from ..source.problems import Problem, Problems, Where, did_you_mean
from ..source.values import dataclass
from .halves import Half, Wanted
from .pairs import Pair
from .sides import Side

LONGEST = 60  # characters of the name of a side


@dataclass(frozen=True)
class Found:
    """What changed, PNG pictures of the changed pages by name, and what kept handouts from being
    compared.

    A report is printed by ``shop``, for ``clinic``, with the words of ``language``.
    """

    changes: Changes
    pictures: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    shop: Workshop
    clinic: Clinic
    language: str
    issued: str


def compare(
    old: Side, new: Side, wanted: Sequence[str], languages: Sequence[str], cache: Path | None
) -> Found:
    """Everything that changed in the handouts ``wanted``; in all where none is named.

    Raises ``Problems``: nothing of what was asked for is on either side.
    """
    halves = Half(old, cache), Half(new, cache)
    todo, problems = _todo(halves, wanted, languages)
    if problems and not todo:
        raise Problems(problems)
    pair = Pair(*halves)
    before = pair.renamed(todo)
    todo = [one for one in todo if one not in before.values()]
    found = (pair.handout(one, before.get(one, one)) for one in todo)
    handouts = tuple(filter(None, found))
    spoken = tuple(dict.fromkeys(language for _, language in todo)) or ("en",)
    entries = dict.fromkeys(entry for language in spoken for entry in pair.entries(language))
    half = next((half for half in reversed(halves) if half.shop.look[0]), halves[1])
    one, other = (_shown(side.name, half.shop) for side in (old, new))
    read = len(todo) - len(pair.unread)
    whole = Changes(
        one, other, read, handouts, tuple(entries), tuple(pair.files(wanted)), tuple(pair.unread)
    )
    faults = dict.fromkeys((*problems, *halves[0].problems, *halves[1].problems))
    return Found(
        whole, pair.pictures, tuple(faults), half.shop, half.clinic, spoken[0], max(pair.issued)
    )


def _todo(
    halves: tuple[Half, Half], wanted: Sequence[str], languages: Sequence[str]
) -> tuple[list[Wanted], list[Problem]]:
    """The handouts to compare, and what was asked for that neither side has."""
    every = sorted(
        {
            (slug, language)
            for half in halves
            for slug, found in half.written.items()
            for language in found
        }
    )
    problems = []
    for asked, number, what in ((wanted, 0, "handout"), (languages, 1, "handout in the language")):
        known = {one[number] for one in every}
        for name in asked:
            if name not in known:
                message = f"there is no {what} '{name}' on either side"
                problems.append(
                    Problem(Where("content/handouts"), message, did_you_mean(name, known))
                )
    for half in halves if not languages else ():
        left = [one for one in half.site.languages if one not in with_faces(half.site)]
        problems += [half.side.told(one) for one in faceless(half.site)]
        every = [one for one in every if one[1] not in left]
    todo = [
        one
        for one in every
        if (not wanted or one[0] in wanted) and (not languages or one[1] in languages)
    ]
    return todo, problems


def _shown(name: str, shop: Workshop) -> str:
    """A name as it can be printed: not too long, in the characters of the fonts; none for the
    working folder."""
    lacking = shop.lacks(name) if shop.look[0] else ""
    short = name if len(name) <= LONGEST else f"{name[: LONGEST // 2]}\u2026{name[-LONGEST // 2 :]}"
    return "" if name == "." else short.translate({ord(character): "?" for character in lacking})
