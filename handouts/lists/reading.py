"""Reads a list row by row: never more of it is in memory than is being worked on."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path

from ..source.problems import Misused, Problem, Problems, Where, did_you_mean, no_file
from ..source.values import dataclass, field

HANDOUT = "handout"  # the head of a column that says which one, as SLUG or SLUG/EDITION
PARTED = ",;\t|"
SEPARATOR = re.compile(r"sep=([,;\t|])", re.IGNORECASE)  # a line before the head, as Excel has it
MOST_COLUMNS, MOST_CELL = 100, 2_000
PARQUET = ".parquet"
WIDE = "utf-16"
CUT = "the list ends in the middle of this row: it has fewer cells than the head"
HINT = "heads are names of fields, such as talk.side, or what they are called on paper"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the list, and its cells by what their columns are, none that is
    empty."""

    line: int
    cells: Mapping[str, str] = field(repr=False)


class Unread(Exception):
    """A row that cannot be read, in words that repeat nothing of it."""

    def __init__(self, line: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.line, self.message, self.hint = line, message, hint

    def at(self, name: str) -> Problem:
        return Problem(Where(name, self.line), self.message, self.hint)


def rows(
    path: Path, fields: Mapping[str, str], columns: Mapping[str, str]
) -> Iterator[Row | Unread]:
    """The rows of a list; ``fields`` are known by heads in small letters, ``columns`` say which
    field another head stands for ("": none). Raises ``Problems``: the file or its head is not as it
    must be."""
    if not path.is_file():
        raise Misused([no_file(str(path))])
    read: Callable[[Path], Iterator[tuple[int, Sequence[str]]]] = _text
    if path.suffix == PARQUET:
        try:
            read = import_module(f"{__package__}.parquet").read
        except ImportError:
            hint = 'python -m pip install "handouts[parquet]"'
            message = "lists in Parquet need a package that is not installed"
            raise Misused([Problem(Where(str(path)), message, hint)]) from None
    found = read(path)
    at, head = next(found, (1, ()))
    names = _named(path, at, head, fields, columns)
    for line, cells in found:
        if any(cells):
            yield _row(line, cells, names)


def _row(line: int, cells: Sequence[str], names: Sequence[str]) -> Row | Unread:
    if len(cells) > len(names):
        return Unread(line, f"this row has {len(cells)} cells, its head {len(names)}", "quote it")
    told = {name: text for name, text in zip(names, cells, strict=False) if name and text}
    if any(len(text) > MOST_CELL for text in told.values()):
        return Unread(line, f"a cell has more than {MOST_CELL:,} characters", "shorten it")
    return Row(line, told)


def _named(
    path: Path,
    at: int,
    head: Sequence[str],
    fields: Mapping[str, str],
    columns: Mapping[str, str],
) -> list[str]:
    """What each column is: the name of a field, ``handout``, or nothing; the head stands in the
    line ``at``. Raises ``Problems``."""
    known = {**fields, HANDOUT: HANDOUT}
    asked = {one.casefold(): field for one, field in columns.items()}
    problems, names = list[Problem](), list[str]()
    if not head or len(head) > MOST_COLUMNS:
        message = f"the head has {len(head)} columns, it may have 1 to {MOST_COLUMNS}"
        raise Problems([Problem(Where(str(path)), message, HINT)])
    for number, title in enumerate(head, 1):
        even = " ".join(title.split()).casefold()
        name = asked.get(even, known.get(even))
        if name is None or name and name not in known.values():
            hint = f"{did_you_mean(title, known)} --column 'HEAD=' leaves a column out"
            message = f"column {number} of the head is no field"
            problems.append(Problem(Where(str(path), at, number), message, hint.strip()))
        elif name and name in names:
            message = f"column {number} of the head is there before"
            problems.append(Problem(Where(str(path), at, number), message, "leave one out"))
        names.append(name or "")
    if problems:
        raise Problems(problems)
    return names


def cut_off(text: str, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a list ends within its last row: that has fewer cells than the head, which stands
    first, and no end of a line after it. Offices leave out empty cells, and never this end."""
    head, last = next((row for row in rows if any(row)), ()), rows[-1] if rows else ()
    return any(last) and len(last) < len(head) and not text.endswith(("\n", "\r"))


class _Lines(Iterator[str]):
    """The lines of a file; ``last`` is the one that was read last."""

    def __init__(self, file: Iterator[str]) -> None:
        self.file, self.last = file, ""

    def __next__(self) -> str:
        self.last = next(self.file)
        return self.last


def _text(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a file of text (CSV), the head first. Raises ``Problems``."""
    line, code = 1, _code(path)
    try:
        with path.open(encoding=code, newline="") as file:
            first = file.readline()
            parted, above = max(PARTED, key=first.count), 0
            if said := SEPARATOR.fullmatch(first.strip()):
                parted, above = said[1], 1
            else:
                file.seek(0)
            lines = _Lines(file)
            reader = csv.reader(lines, delimiter=parted, strict=True)
            head: Sequence[str] = ()
            for cells in reader:
                head = head or cells
                if cut_off(lines.last, (head, cells)):
                    raise Problems([Problem(Where(str(path), line + above), CUT, "save it again")])
                yield line + above, [one.strip() for one in cells]
                line = reader.line_num + 1
    except UnicodeError:
        hint = "save the list as CSV in UTF-8"
        message = f"from here on this is not text in {'UTF-16' if code == WIDE else 'UTF-8'}"
        where = Where(str(path), *(_broken(path) if code != WIDE else (line, 1)))
        raise Problems([Problem(where, message, hint)]) from None
    except csv.Error:
        message = "this row is no CSV: a quote is not closed, or stands inside a cell"
        raise Problems([Problem(Where(str(path), line), message, "quote the whole cell")]) from None


def _code(path: Path) -> str:
    """How a file of text is written: in UTF-16, as offices have "Unicode text", it says so."""
    with path.open("rb") as file:
        return WIDE if file.read(2) in (BOM_UTF16_LE, BOM_UTF16_BE) else "utf-8-sig"


def _broken(path: Path) -> tuple[int, int]:
    """Line and column of the first letter that is none of UTF-8."""
    with path.open("rb") as file:
        for line, data in enumerate(file, 1):
            try:
                data.decode()
            except UnicodeDecodeError as error:
                return line, len(data[: error.start].decode()) + 1
    return 1, 1


def batches(found: Iterator[Row], fewest: int, most: int) -> Iterator[tuple[Row, ...]]:
    """Rows by the batch, each twice as large as the one before until it has ``most``: each begins
    with copies that are laid out, and a short list still is work for several."""
    size = fewest
    while batch := tuple(islice(found, size)):
        yield batch
        size = min(2 * size, most)
