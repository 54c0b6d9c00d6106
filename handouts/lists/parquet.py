"""Lists in Parquet, read batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import pyarrow
from pyarrow import parquet

from ..source.problems import Problem, Problems, Where

BATCH = 500  # rows in memory


def read(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """The head, then every row as text, numbered as in a table: the head is row 1. Raises
    ``Problems``."""
    try:
        with parquet.ParquetFile(path) as file:
            yield 1, list(file.schema_arrow.names)
            line = 1
            for batch in file.iter_batches(batch_size=BATCH):
                for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    line += 1
                    yield line, [cell(one) for one in row]
    except (pyarrow.ArrowException, OSError):
        hint = "write it anew, or save it as CSV"
        raise Problems([Problem(Where(str(path)), "this is no file of Parquet", hint)]) from None


def cell(value: object) -> str:
    """A value as it is typed: days as ISO 8601 has them, lists entry by entry."""
    match value:
        case None:
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if (value.hour, value.minute, value.second) == (0, 0, 0):
            return f"{value:%Y-%m-%d}"
        case date():
            return value.isoformat()
        case list():
            return "\n".join(map(cell, value))
        case _:
            return str(value).strip()
