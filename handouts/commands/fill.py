"""``handouts fill``: one copy with what is told of a patient, as the desk makes it.

Nothing of it is kept: no cache takes such a copy, and no message repeats what was told.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

from .. import api
from ..clinic.jobs import SET
from ..content.editions import EDITIONS
from ..content.packets import in_packet
from ..outputs import partnered
from ..project.tasks import today
from ..project.telling import LONGEST, read
from ..source.files import write
from ..source.problems import Misused, Problem, Where, no_file
from . import alone, opened, tell

HERE = Path("-")  # what is piped in, and what is piped out


def run(options: argparse.Namespace) -> int:
    """Makes the copy, whole or not at all; the exit status. Raises ``Problems``."""
    site, clinic = opened(options)
    edition = options.edition if options.slug in site.slugs else SET
    plan = not options.no_plan and (edition == SET or edition in EDITIONS and in_packet(edition))
    job = api.Job(
        options.slug,
        options.lang,
        edition,
        options.paper,
        person=options.rules_of,
        day=today(),
        partner=options.partner,
    )
    if options.partner and not partnered(job, "").partner:
        raise Misused([alone("fill", edition)])
    if options.list:
        many: int = import_module(f"{__package__}.lists").run(options, job, plan)
        return many
    if options.dask or options.column:
        raise Misused([Problem(Where("fill"), "this is for lists alone", "name one: --list FILE")])
    told = {**(_told(options.details) if options.details else {}), **dict(options.field)}
    made = api.produce(site, clinic, api.PrivateJob(job, api.Details(told), plan))
    tell(made.problems, options.format)
    if not made.entry:
        return 1
    out = Path(options.out)
    if out == HERE:
        sys.stdout.buffer.write(made.data)
        return 0
    write(out, made.data)
    if options.format == "text":
        print(f"{out}  {made.entry.pages} pages")
    return 0


def _told(path: Path) -> dict[str, str]:
    """The details of a file; ``-`` is what is typed in or piped. Raises ``Problems``, which repeat
    nothing of it."""
    name = str(path)
    try:
        if path == HERE:
            return read(sys.stdin.read(LONGEST + 1), name)
        with path.open(encoding="utf-8") as file:
            return read(file.read(LONGEST + 1), name)
    except FileNotFoundError:
        raise Misused([no_file(name)]) from None
    except UnicodeDecodeError:
        hint = "save the file as UTF-8"
        raise Misused([Problem(Where(name), "this is not text in UTF-8", hint)]) from None
