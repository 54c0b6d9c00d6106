"""A sheet as a PO file of GNU gettext: the name of a unit is its context, what waits for somebody
to look is "fuzzy", and the words it was made from stand beside it as the former ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import polib

from ..source.problems import Problem, Problems, Where
from .lock import State
from .sheets import Given, Returned, Row, Sheet, each_once

SUFFIX = ".po"
FUZZY = "fuzzy"
NAME, STATE = "X-Handouts-Source", "state: "
WIDTH = 100
QUOTED = 'each line has its text in quotes; a quote inside a text is \\"'
# A line whose text is not closed: polib would take its last letter for the quote.
OPEN = re.compile(r'^(?:msg\w+(?:\[\d+\])?[ \t]+)?"(?:[^"\\\n]|\\.)*$', re.MULTILINE)
LINE = re.compile(r"\(line (\d+)\)")  # in what polib says of a file


def written(sheet: Sheet) -> str:
    """A sheet as a PO file."""
    file = polib.POFile(wrapwidth=WIDTH)
    file.metadata = {
        "Project-Id-Version": sheet.name,
        "Language": sheet.language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        NAME: f"{sheet.source} {sheet.name}",
    }
    file.extend(map(_entry, sheet.rows))
    return f"{file}\n".replace("\n\n\n", "\n\n")


def _entry(row: Row) -> polib.POEntry:
    waits = bool(row.text) and not row.sure
    return polib.POEntry(
        msgctxt=row.path,
        msgid=row.source,
        msgstr=row.text,
        comment="\n".join((*row.notes, f"{STATE}{row.state}")),
        flags=[FUZZY] if waits else [],
        previous_msgctxt=row.path if row.before else None,
        previous_msgid=row.before or None,
    )


def read(path: Path) -> Returned:
    """A PO file that came back. Raises ``Problems``: it is none, or none of ours."""
    try:
        # polib takes the name of a file that is not there for what is in it
        text = path.read_text("utf-8-sig")
        if found := OPEN.search(text):
            number = text.count("\n", 0, found.start()) + 1
            raise _none(path, "this text is not closed", QUOTED, number)
        file = polib.pofile(str(path), encoding="utf-8")
    except UnicodeDecodeError:
        raise _none(path, "it is not written in UTF-8", "save it again as UTF-8") from None
    except (OSError, ValueError, IndexError) as error:
        told, line = str(error).partition("\n")[0], LINE.search(str(error))
        hint = QUOTED if line else "export it again"
        raise _none(path, told, hint, int(line[1]) if line else 1) from None
    _, _, name = file.metadata.get(NAME, "").partition(" ")
    if not name:
        message = f"this PO file has no '{NAME}' in its head"
        hint = "export it again: that line says which text it is of"
        raise Problems([Problem(Where(str(path)), message, hint)])
    entries = [entry for entry in file if not entry.obsolete]
    if lost := [problem for entry in entries for problem in _lost(path, entry)]:
        raise Problems(lost)
    given = (
        (str(one.msgctxt), Given(one.msgid, one.msgstr, _state(one), one.linenum or 1))
        for one in entries
        if one.msgctxt
    )
    every = each_once(str(path), given)
    return Returned(str(path), name, file.metadata.get("Language", ""), every)


def _none(path: Path, why: str, hint: str, line: int = 1) -> Problems:
    message = f"this PO file cannot be read: {why}"
    return Problems([Problem(Where(str(path), line), message, hint)])


def _lost(path: Path, entry: polib.POEntry) -> Iterator[Problem]:
    """What would be lost of an entry that a tool has changed."""
    where = Where(str(path), entry.linenum or 1)
    if entry.msgstr and not entry.msgctxt:
        message = "this translation has no 'msgctxt', which says where it belongs"
        yield Problem(where, message, "export it again, with a tool that keeps these lines")
    if entry.msgid_plural:
        message = "this translation has plural forms, and its text has none"
        yield Problem(where, message, "write one 'msgstr', without 'msgid_plural'")


def _state(entry: polib.POEntry) -> State | None:
    """PO knows two states: what is not fuzzy has been translated by a person, or read by a second
    one before it went out."""
    if entry.fuzzy or not entry.msgstr:
        return None
    return "reviewed" if f"{STATE}reviewed" in (entry.comment or "") else "translated"
