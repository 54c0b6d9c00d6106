"""``handouts fill``: one copy with what is told of a patient.

Nothing of it is kept: no cache takes such a copy, and no message repeats what was told.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from .. import api
from ..project.tasks import today
from ..source.files import write
from ..source.problems import Misused, Problem, Problems, Where, no_file
from . import opened, tell

HINT = 'write {"talk.level": "L4-L5", "talk.side": "Left"}'


def run(options: argparse.Namespace) -> int:
    """Makes the copy, whole or not at all; the exit status. Raises ``Problems``."""
    told = {**(_told(options.details) if options.details else {}), **dict(options.field)}
    site, clinic = opened(options)
    job = api.Job(
        options.slug,
        options.lang,
        options.edition,
        options.paper,
        person=options.rules_of,
        day=today(),
    )
    made = api.produce(site, clinic, api.PrivateJob(job, api.Details(told)))
    tell(made.problems, options.format)
    if not made.entry:
        return 1
    write(options.out, made.data)
    if options.format == "text":
        print(f"{options.out}  {made.entry.pages} pages")
    return 0


def _told(path: Path) -> dict[str, str]:
    """The details of a file; ``-`` is what is typed in or piped. Raises ``Problems``, which repeat
    nothing of it."""
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8")
        told = json.loads(text)
    except FileNotFoundError:
        raise Misused([no_file(str(path))]) from None
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        line = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        raise Misused([Problem(Where(str(path), *line), "this is not JSON", HINT)]) from None
    if not isinstance(told, dict) or not all(isinstance(one, str) for one in told.values()):
        raise Problems([Problem(Where(str(path)), "expected names of fields with texts", HINT)])
    return told
