"""Asks the rules, and writes what they find in the form that was asked for. Loaded only where
nothing was told of the very same input before."""

from __future__ import annotations

from collections.abc import Sequence

from ..making.cache import keep, kept
from ..making.gate import Bench, Verdict, check
from ..making.memo import Memo
from ..making.site import strays
from ..making.spoken import with_faces
from ..making.workshop import Workshop
from ..reports import record, terminal
from ..reports.check import page
from ..source.problems import Problem
from .tasks import Asked, Task, keys_of, today


def judged(
    task: Task,
    asked: Asked,
    wanted: Sequence[tuple[str, str]],
    problems: Sequence[Problem],
    workers: int,
) -> Verdict:
    """What the rules find in the handouts ``wanted``."""

    cache, keys = task.cache, keys_of(task)
    shop = Workshop(task.site, Memo(cache / "figures" if cache else None))
    bench = Bench(shop, task.clinic)
    if cache:
        bench.recall = lambda job: kept(cache, keys.key(job), job)
        bench.store = lambda made: keep(cache, keys.key(made.job), made)
    every = not asked.languages or set(with_faces(task.site)) <= set(asked.languages)
    faults = [one for one in problems if one.severity != "note"]
    return check(
        bench,
        wanted,
        today(),
        pages=asked.pages,
        library=every and not asked.names and not faults,
        workers=workers,
        problems=(*problems, *strays(task.site, task.clinic)),
    )


def written(verdict: Verdict, asked: Asked) -> str:
    """A verdict in the form that was asked for."""

    match asked.form:
        case "json":
            return record.recorded(verdict, asked.strict).model_dump_json(indent=1)
        case "html":
            return page(verdict, asked.strict)
        case "github":
            return "\n".join(map(terminal.annotation, verdict.told))
        case "text":
            return "\n".join(terminal.lines(verdict, asked.strict))
