"""The bytes of a file as text, as far as an author can have meant it."""

from __future__ import annotations

import re

from .letters import MOST_NAMED
from .problems import Problem, Problems, Where
from .tree import beyond

SAVE = "save the file again as UTF-8 (in most editors: Save As, Encoding)"
# What no author types on purpose; YAML would count some of these as the end of a line.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|\r(?!\n)")
# How git marks where two people have changed a text.
MERGE = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)


def decoded(data: bytes, name: str) -> str:
    """The text of a file.

    Raises ``Problems``: it is not UTF-8, has characters that no author types, or is the text of two
    people between which nobody has chosen.
    """
    start = Where(name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = beyond(start, data[: error.start].decode("utf-8-sig"))
        raise Problems([Problem(where, "the file is not written in UTF-8", SAVE)]) from None
    if "\n" not in text:  # the line ends of old Macs
        text = text.replace("\r", "\n")
    controls = list(CONTROL.finditer(text))
    if len(controls) > MOST_NAMED:
        where, first = beyond(start, text[: controls[0].start()]), f"U+{ord(controls[0][0]):04X}"
        message = f"there are {len(controls)} control characters from here on, the first is {first}"
        raise Problems([Problem(where, message, SAVE)])
    found = [
        Problem(
            beyond(start, text[: match.start()]),
            f"there is a control character here (U+{ord(match[0]):04X})",
            "delete it and type it anew",
        )
        for match in controls
    ]
    found += [
        Problem(
            beyond(start, text[: match.start()]),
            "two versions stand from here on: a merge was not finished",
            "keep one of them, and take out the lines of <<<<<<<, ======= and >>>>>>>",
        )
        for match in MERGE.finditer(text)
    ]
    if found:
        raise Problems(found)
    return text
