"""Texts that were looked at once, and are compared with ever after."""

from difflib import unified_diff
from itertools import islice
from pathlib import Path

import pytest


def compare(golden: Path, now: str, *, update: bool) -> None:
    """Fail, and show what differs, where a text is not as it was; accept it where that is asked
    for (such a run never passes: ``conftest``)."""
    if update:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(now, "utf-8")
    known = golden.read_text("utf-8") if golden.is_file() else ""
    if now != known:
        changes = unified_diff(
            known.splitlines(), now.splitlines(), golden.name, "now", lineterm="", n=1
        )
        told = [*islice(changes, 60), "...", "if this is meant: pytest --update"]
        pytest.fail("\n".join(told), pytrace=False)
