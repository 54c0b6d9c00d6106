"""A list as a program of an office writes it (CSV, XLSX, ODS), read in memory as rows of text.

A sheet is a packed file: what it unpacks to is counted before anything reads it. Formulas are not
worked out; what a cell shows is what it is.
"""

from __future__ import annotations

import codecs
import csv
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO

import python_calamine

from ..lists.reading import PARTED, SEPARATOR, cut_off
from ..source.rows import NamedTuple
from .refusal import Refusal
from .unseen import Unseen, unseen

MOST_UNPACKED, MOST_RATIO, MOST_ENTRIES = 50_000_000, 100, 2_000
SMALL = 1_000_000  # bytes: what unpacks to less may be packed as well as it likes
MOST_ROWS, MOST_COLUMNS, MOST_CELL = 10_000, 60, 2_000
PACKED, LOCKED = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # how files begin
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# what is raised for files that are not what they seem
BROKEN = (IndexError, KeyError, StopIteration, ValueError, OSError, zipfile.BadZipFile)
Row = tuple[str, ...]


class Table(NamedTuple):
    """The rows of one sheet, the head first; ``sheets`` are the names of all that are shown, none
    where the file has no sheets. ``lines`` are the numbers of the rows in the file. What is hidden
    in it is left out: so many rows, and columns by their heads."""

    head: Row
    rows: tuple[Row, ...]
    lines: tuple[int, ...]
    sheets: tuple[str, ...] = ()
    hidden_rows: int = 0
    hidden_columns: Row = ()


def read(data: bytes, sheet: str = "") -> Table:
    """The table in a file. Raises ``Refusal``."""
    if data.startswith(LOCKED):
        raise Refusal(422, "list-locked")
    if data.startswith(PACKED):
        found, sheets, hidden = _sheet(_unpacked(data), sheet)
    else:
        found, sheets, hidden = _text(data), (), Unseen()
    kept = [(number, row) for number, row in enumerate(found, 1) if any(row)]
    if len(kept) < 2:
        raise Refusal(422, "list-empty")
    if len(kept) > MOST_ROWS + 1:
        raise Refusal(422, "list-rows", str(len(kept) - 1), str(MOST_ROWS))
    wide = max(len(row) for _, row in kept)
    if wide > MOST_COLUMNS:
        raise Refusal(422, "list-columns", str(wide), str(MOST_COLUMNS))
    rows = [(number, (*row, *([""] * (wide - len(row))))) for number, row in kept]
    return _seen(rows, sheets, hidden)


def _seen(rows: list[tuple[int, Row]], sheets: tuple[str, ...], hidden: Unseen) -> Table:
    """The rows and columns that whoever looks at the file sees; the head tells what they are, seen
    or not. Raises ``Refusal``: nothing is left."""
    (_, head), *rest = rows
    seen = [(number, row) for number, row in rest if number - 1 not in hidden.rows]
    columns = [at for at in range(len(head)) if at not in hidden.columns]
    if not seen or not columns:
        raise Refusal(422, "list-hidden")
    return Table(
        tuple(head[at] for at in columns),
        tuple(tuple(row[at] for at in columns) for _, row in seen),
        tuple(number for number, _ in seen),
        sheets,
        len(rest) - len(seen),
        tuple(head[at] or str(at + 1) for at in range(len(head)) if at in hidden.columns),
    )


# ------------------------------------------------------------------ packed files


def _unpacked(data: bytes) -> bytes:
    """The same file, packed anew of what was counted while it was unpacked: a file that says less
    of itself than is in it comes to nothing. Raises ``Refusal``."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            entries = packed.infolist()
            if any(one.flag_bits & 1 for one in entries):
                raise Refusal(422, "list-locked")
            whole = sum(one.file_size for one in entries)
            if whole > MOST_UNPACKED or len(entries) > MOST_ENTRIES:
                raise Refusal(413, "list-large", str(whole), str(MOST_UNPACKED))
            for one in entries:
                if one.file_size > SMALL and one.file_size > MOST_RATIO * one.compress_size:
                    ratio = one.file_size // max(1, one.compress_size)
                    raise Refusal(413, "list-bomb", f"{ratio} : 1", f"{MOST_RATIO} : 1")
            out = BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as plain:
                for one in entries:
                    plain.writestr(one.filename, packed.read(one))
            return out.getvalue()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
        raise Refusal(422, "list-kind") from None


def _sheet(data: bytes, name: str) -> tuple[list[Row], tuple[str, ...], Unseen]:
    """The rows of a sheet, the first one where none is named; the names of all that are shown; what
    is hidden in it."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        shown = python_calamine.SheetVisibleEnum.Visible
        names = tuple(one.name for one in book.sheets_metadata if one.visible == shown)
        chosen = name if name in names else names[0]
        found = book.get_sheet_by_name(chosen)
        if found.height > MOST_ROWS + 1 or found.width > MOST_COLUMNS:
            kind = "list-rows" if found.height > MOST_ROWS + 1 else "list-columns"
            raise Refusal(
                422, kind, f"{found.height} x {found.width}", f"{MOST_ROWS} x {MOST_COLUMNS}"
            )
        rows = found.to_python(skip_empty_area=False)
        hidden = unseen(data, chosen, (MOST_ROWS + 1, MOST_COLUMNS))
    except (python_calamine.CalamineError, *BROKEN):
        raise Refusal(422, "list-kind") from None
    except BaseException as error:  # a panic of the reader is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise Refusal(422, "list-kind") from None
    return [tuple(cell(one) for one in row) for row in rows], names, hidden


def cell(value: object) -> str:
    """What stands in a cell as text: days and times as ISO 8601 has them."""
    match value:
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            plain = (value.hour, value.minute, value.second) == (0, 0, 0)
            return f"{value:%Y-%m-%d}" if plain else f"{value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            minutes = int(value.total_seconds()) // 60
            return f"{minutes // 60:02}:{minutes % 60:02}"
        case _:
            return str(value).strip()[: MOST_CELL + 1]


# ------------------------------------------------------------------ text


def _text(data: bytes) -> list[Row]:
    """The rows of a file of text. Raises ``Refusal``."""
    code = next((name for mark, name in MARKS if data.startswith(mark)), "")
    try:
        text = data.decode(code or "utf-8")
    except UnicodeDecodeError:
        if code:
            raise Refusal(422, "list-text") from None
        text = data.decode("cp1252", "replace")
    if "\0" in text or "\ufffd" in text:
        raise Refusal(422, "list-text" if text.isprintable() or "," in text else "list-kind")
    parted = max(PARTED, key=text.lstrip().partition("\n")[0].count)
    first, end, rest = text.partition("\n")
    if said := SEPARATOR.fullmatch(first.strip()):
        parted, text = said[1], f"{end}{rest}"
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=parted, strict=True)
        rows = [tuple(one.strip()[: MOST_CELL + 1] for one in row) for row in reader]
    except csv.Error:
        raise Refusal(422, "list-quotes") from None
    if cut_off(text, rows):
        raise Refusal(422, "list-cut")
    return rows
