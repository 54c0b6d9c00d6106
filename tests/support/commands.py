"""The commands that a page tells its readers to type."""

import re
from collections.abc import Iterator

PROGRAMS = ("make", "python", ".venv/bin/python", "handouts", ".ci/run", "sha256sum")
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
SHELL = ("", "sh", "bash")


def commands(page: str) -> tuple[str, ...]:
    """Every command in the blocks of code of a page and in its text, each once."""
    lines = (
        line.split("#")[0].strip()
        for found in FENCE.finditer(page)
        if found[2] in SHELL
        for line in found[3].splitlines()
    )
    spans = re.findall(r"`([^`\n]+)`", FENCE.sub("", page))
    return tuple(dict.fromkeys(filter(_command, (*lines, *spans))))


def fenced(page: str) -> Iterator[tuple[str, str]]:
    """Language and text of every block of code."""
    yield from ((found[2], found[3]) for found in FENCE.finditer(page))


def _command(text: str) -> bool:
    return text.split(" ", maxsplit=1)[0] in PROGRAMS and not text.endswith(" ...")
