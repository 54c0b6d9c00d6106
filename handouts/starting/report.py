"""What ``handouts update`` tells: emergency texts, then what has to be decided, then the rest."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import PurePosixPath

from .. import __version__
from ..source.parsing import load
from ..source.problems import Problem, Problems, Where
from .merge import Collision
from .shipped import OWN
from .units import OPEN, NoUnits, units
from .units import names as fields
from .update import Done, Step
from .urgent import Safety, kept, safety, signs

CLINIC = OWN[0]
FACTS = "content/facts.yaml"
SUBJECT = "content/subject.yaml"
MARGIN = "    | "


def told(done: Done, *, dry: bool) -> Iterator[str]:
    """The report, line by line."""
    subject = done.step(SUBJECT)
    named = signs(subject.theirs) if subject else frozenset[str]()
    corrected = [found for step in done.steps for found in safety(step, named)]
    now = {(found.step.path, found.name) for found in corrected}
    before = [found for step in done.steps for found in kept(step, named)]
    for found in (*corrected, *(one for one in before if (one.step.path, one.name) not in now)):
        yield from _loud(found)
    for file in done.languages if corrected else ():
        yield f"EMERGENCY TEXT OF YOUR OWN: {file}"
        yield "  hint: nobody else corrects this file: see whether it says the above too"
    for step in done.open:
        yield from _open(done, step)
    for step in done.steps:
        yield from _decided(step)
        yield from _step(step)
    yield from _facts(done)
    for void in done.void:
        changed = f"changed: {', '.join(void.sections)}"
        why = changed if void.sections else "the new text cannot be read yet"
        names = " and of ".join(void.names)
        yield f"{void.file}: the sign-off of {names} is void ({why}); have it read and signed anew"
    yield from _summary(done, dry)


# ------------------------------------------------------------------ emergency texts


def _loud(found: Safety) -> Iterator[str]:
    name, where = "/".join(found.name), f"{found.step.path}:{found.line}:1"
    if found.reaches:
        yield f"EMERGENCY TEXT CORRECTED: {where} '{name}'"
    elif found.step.kind == "both":
        yield f"EMERGENCY TEXT NOT CORRECTED YET: {where} '{name}': decide about this file now"
    else:
        yield f"EMERGENCY TEXT NOT CORRECTED: {where} '{name}': you keep your own"
        yield f"  hint: '--take {found.step.path}' takes the shipped text"
    yield from _difference(found.before, found.after)


def _difference(before: str, after: str) -> Iterator[str]:
    """What was shipped before, and what is shipped now."""
    lines = unified_diff(before.splitlines(), after.splitlines(), n=2, lineterm="")
    yield from (f"{MARGIN}{line}".rstrip() for line in list(lines)[2:] if not line.startswith("@@"))


# ------------------------------------------------------------------ collisions


def _open(done: Done, step: Step) -> Iterator[str]:
    message = "both you and the shipped texts have changed this"
    hint = f"'--take {step.path}' takes the shipped text here, '--keep {step.path}' keeps yours"
    for collision in step.collisions:
        line = collision.mine.line if collision.mine else 1
        about = f"{message}: '{_name(collision)}'" if collision.path else f"{message} file"
        yield str(Problem(Where(step.path, line), about, hint))
        yield from _both(collision) if collision.path else _whole(done, step)


def _name(collision: Collision) -> str:
    return "/".join(collision.path)


def _both(collision: Collision) -> Iterator[str]:
    for whose, unit in (("yours", collision.mine), ("shipped", collision.theirs)):
        yield f"  {whose}:" if unit else f"  {whose}: removed"
        yield from (f"{MARGIN}{line}".rstrip() for line in (unit.body if unit else "").splitlines())


def _whole(done: Done, step: Step) -> Iterator[str]:
    """Why a file could not be merged, and what was changed in the shipped one."""
    if step.mine is None:
        yield "  yours: removed"
    elif step.path.endswith(".yaml"):
        try:
            load(done.site / step.path, step.path)
        except Problems as found:
            yield from (f"  {line}" for line in str(found).splitlines())
    if step.base is not None:
        yield "  changed in the shipped file:"
        yield from _difference(step.base, step.theirs.decode())
    elif step.mine is not None:
        yield f"  yours has {len(step.mine)} bytes, the shipped one {len(step.theirs)}"


# ------------------------------------------------------------------ the rest


def _decided(step: Step) -> Iterator[str]:
    """What was said to count, now or before."""
    now = {collision.path for collision in step.collisions}
    own = _lines(step) if step.kept else {}
    for name in (name for name in step.kept if name not in now):
        about = f"'{'/'.join(name)}': " if name else ""
        how = f"'--take {step.path}' takes the shipped text"
        yield f"{step.path}:{own.get(name, 1)}:1: {about}you keep your own ({how})"
    for collision in step.collisions if step.counts else ():
        whose = "the shipped text is taken" if step.counts == "theirs" else "you keep your own"
        line = collision.mine.line if collision.mine else 1
        about = f"'{_name(collision)}': " if collision.path else ""
        yield f"{step.path}:{line}:1: {about}{whose}"


def _lines(step: Step) -> dict[tuple[str, ...], int]:
    """Where each unit of the clinic's file begins; nothing where it has no units."""
    try:
        return {name: unit.line for name, unit in units((step.even or b"").decode()).items()}
    except (NoUnits, UnicodeDecodeError):
        return {}


def _step(step: Step) -> Iterator[str]:
    match step.kind:
        case "new":
            yield f"{step.path}: new"
        case "replaced":
            yield f"{step.path}: the shipped text takes its place"
        case "merged":
            names = ", ".join(f"'{'/'.join(name)}'" for name in step.changed if name)
            yield f"{step.path}: corrected: {names}; what else you changed stays"
        case "own" if step.path != CLINIC:
            how = f"'--take {step.path}' takes it"
            yield f"{step.path}: shipped otherwise now; yours is never touched ({how})"


def _facts(done: Done) -> Iterator[str]:
    """Facts that are asked for since: the clinic's own file is not touched."""
    step = done.step(FACTS)
    if step and step.base is not None:
        known = units(step.base)
        for path, unit in units(step.theirs.decode()).items():
            if path and path not in known and unit.data != OPEN:
                yield f"{FACTS}: a new fact '{path[-1]}': fill it in in {CLINIC}"
    step = done.step(CLINIC)
    if step and step.kind == "own" and step.base is not None:
        known_names = {*fields(step.base), *fields((step.mine or b"").decode("utf-8", "replace"))}
        for name in fields(step.theirs.decode()):
            if name not in known_names:
                line = f'{PurePosixPath(name).name}: ""'
                yield f"{CLINIC}: a new fact '{name}' is asked for; add '{line}' to it"


def _summary(done: Done, dry: bool) -> Iterator[str]:
    written = sum(step.data is not None for step in done.steps)
    count = f"{written} {'file' if written == 1 else 'files'}"
    left = sum(step.kind == "yours" for step in done.steps)
    yours = f"; {left} changed by you and left so" if left else ""
    before = done.before.version
    versions = __version__ if before == __version__ else f"{before} to {__version__}"
    waiting = f"; {len(done.open)} waiting for you to decide" if done.open else ""
    verb = "would be written" if dry else "written"
    yield f"shipped texts {versions}: {count} {verb}{yours}{waiting}"
    if before != __version__:
        yield f"requirements.txt: name the program of version {__version__} and its hash there"
