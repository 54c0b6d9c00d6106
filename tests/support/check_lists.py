"""The rules that the shipped handouts are held to: the program's, and those that the content has of
its subject."""

from functools import cache

from handouts.checks import RULES, Rule, described
from handouts.checks.judging import of_subject
from handouts.checks.lists import Known, known_of
from handouts.checks.reading.words import WordLists
from handouts.source.values import flat
from tests.support.brochures import CONTENT

FILE = CONTENT / "checks" / "en.yaml"


def known() -> Known:
    """What the rules know of English and of the subject."""
    return known_of("en", FILE.read_bytes(), "content/checks/en.yaml", frozenset(RULES))


def lists() -> WordLists:
    found = known().words
    assert found
    return found


@cache
def told() -> dict[str, dict[str, str]]:
    """What is said of each rule: its family and the fields of its entry."""
    own = known().lists.rules
    fields = {
        name: {"family": "subject"}
        | {key: str(said) for key, said in flat(one).items() if key != "at"}
        for name, one in own.items()
    }
    return {**{name: dict(fields) for name, fields in described().items()}, **fields}


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its name."""
    return {**RULES, **{one.name: one for one in of_subject(known().lists)}}
