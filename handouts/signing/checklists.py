"""The items of two public checklists (CDC Clear Communication Index, PEMAT-P): whoever signs a text
answers those that only a person can judge."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from ..source.parsing import LOADER

PERSON = "person"


@cache
def items() -> Mapping[str, Mapping[str, str]]:
    """Every item: what it asks, what judges it, and what a person has to look at."""
    text = Path(__file__).with_name("checklists.yaml").read_text("utf-8")
    tree: dict[str, dict[str, str]] = yaml.load(text, Loader=LOADER)
    return tree


def questions() -> tuple[str, ...]:
    """The items that only a person can judge, whatever the language."""
    return tuple(name for name, item in items().items() if item["how"] == PERSON)
