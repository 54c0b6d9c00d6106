"""A sheet as a PO file of GNU gettext: the name of a unit is its context, what waits for somebody
to look is "fuzzy", and the words it was made from stand beside it as the former ones."""

from __future__ import annotations

from pathlib import Path

import polib

from ..source.problems import Problem, Problems, Where
from .lock import State
from .sheets import Given, Returned, Row, Sheet

SUFFIX = ".po"
FUZZY = "fuzzy"
NAME, STATE = "X-Handouts-Source", "state: "
WIDTH = 100


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
        path.stat()  # polib takes the name of a file that is not there for what is in it
        file = polib.pofile(str(path), encoding="utf-8")
    except (OSError, UnicodeDecodeError, ValueError, IndexError) as error:
        told = str(error).partition("\n")[0]
        problem = Problem(Where(path.name), f"this PO file cannot be read: {told}")
        raise Problems([problem]) from None
    _, _, name = file.metadata.get(NAME, "").partition(" ")
    if not name:
        message = f"this PO file has no '{NAME}' in its head"
        hint = "export it again: that line says which text it is of"
        raise Problems([Problem(Where(path.name), message, hint)])
    given = {
        entry.msgctxt: Given(entry.msgid, entry.msgstr, _state(entry))
        for entry in file
        if entry.msgctxt and not entry.obsolete
    }
    return Returned(name, file.metadata.get("Language", ""), given)


def _state(entry: polib.POEntry) -> State | None:
    """PO knows two states: what is not fuzzy has been translated by a person, or read by a second
    one before it went out."""
    if entry.fuzzy or not entry.msgstr:
        return None
    return "reviewed" if f"{STATE}reviewed" in (entry.comment or "") else "translated"
