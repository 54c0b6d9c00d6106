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
from ..content.bound import STANDARD, in_packet
from ..content.editions import EDITIONS
from ..making.site import HANDOUTS
from ..making.workshop import Workshop
from ..outputs import paper_of, partnered
from ..project.tasks import today
from ..project.telling import LONGEST, read
from ..project.wanted import missing_languages
from ..source.files import write
from ..source.problems import Misused, Problem, Where, did_you_mean, no_file
from . import alone, opened, say, tell

MOST_BYTES = 4 * (LONGEST + 1)  # of what is told: a character has 4 at most
HERE = Path("-")  # what is piped in, and what is piped out


def run(options: argparse.Namespace) -> int:
    """Makes the copy, whole or not at all; the exit status. Raises ``Problems``."""
    site, clinic = opened(options)
    job = _job(options, site)
    if options.list:
        many: int = import_module(f"{__package__}.lists").run(options, job)
        return many
    edition = job.edition
    plan = not options.no_plan and (edition == SET or edition in EDITIONS and in_packet(edition))
    if options.dask or options.column:
        raise Misused([Problem(Where("fill"), "this is for lists alone", "name one: --list FILE")])
    names = [name for name, _ in options.field]
    if len(set(names)) < len(names):
        raise Misused([Problem(Where("--field"), "a field is given twice", "keep one of the two")])
    told = {**(_told(options.details) if options.details else {}), **dict(options.field)}
    made = api.produce(site, clinic, api.PrivateJob(job, api.Details(told), plan))
    tell(made.problems, options)
    if not made.entry:
        return 1
    if _put(Path(options.out), made.data) and options.format == "text":
        say(f"{Path(options.out)}  {made.entry.pages} pages")
    return 0


def _job(options: argparse.Namespace, site: api.Site) -> api.Job:
    """What is asked for. Raises ``Problems``."""
    known = (*site.slugs, *Workshop(site).packets[0])
    if options.slug not in known:
        message = f"there is no handout or set '{options.slug}'"
        raise Misused([Problem(Where("fill"), message, did_you_mean(options.slug, known))])
    shown, asked = site.content.shown(HANDOUTS), filter(None, (options.lang, options.partner))
    if unknown := [*missing_languages(shown, site.written, tuple(asked))]:
        raise Misused(unknown)
    if options.edition and options.slug not in site.slugs:
        message = "a set has no edition: its items say which each of them has"
        hint = f"write '{site.slugs[0]}/{options.edition}' among them in sets.yaml, or leave it out"
        raise Misused([Problem(Where("--edition"), message, hint)])
    edition = options.edition or STANDARD if options.slug in site.slugs else SET
    job = api.Job(
        options.slug,
        options.lang,
        edition,
        paper_of(edition) if options.paper is None else options.paper,
        person=options.rules_of,
        day=today(),
        partner=options.partner,
    )
    if options.partner and not partnered(job, "").partner:
        raise Misused([alone("fill", edition)])
    return job


def _put(out: Path, data: bytes) -> bool:
    """Writes a copy; whether it is a file. A pipe or a device takes it as it comes. Raises
    ``OSError``."""
    if out == HERE:
        sys.stdout.buffer.write(data)
        return False
    if out.exists() and not (out.is_file() or out.is_dir()):
        with out.open("wb") as device:
            device.write(data)
        return False
    write(out, data)
    return True


def _told(path: Path) -> dict[str, str]:
    """The details of a file; ``-`` is what is typed in or piped. Raises ``Problems``, which repeat
    nothing of it."""
    name = str(path)
    try:
        if path == HERE:  # bytes: what a system takes for text may be no UTF-8
            return read(sys.stdin.buffer.read(MOST_BYTES).decode("utf-8-sig"), name)
        with path.open("rb") as file:
            return read(file.read(MOST_BYTES).decode("utf-8-sig"), name)
    except FileNotFoundError:
        raise Misused([no_file(name)]) from None
    except UnicodeDecodeError:
        hint = "save the file as UTF-8"
        raise Misused([Problem(Where(name), "this is not text in UTF-8", hint)]) from None
