"""Handouts through the rules: what is wrong, how hard they are to read, what only the clinic can supply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date

from .checks import Copy, Finding, judge, once
from .checks.switches import Switches
from .press import Press
from .problems import Problem


@dataclass(frozen=True)
class Verdict:
    """What was found in the ``copies`` that could be read; ``silenced`` are findings that were switched off with a
    reason, ``problems`` what kept a handout from being read."""

    day: date
    copies: tuple[Copy, ...]
    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    switches: Switches = field(default_factory=Switches)

    @property
    def told(self) -> tuple[Problem, ...]:
        """Everything to be told, in the order of files and lines."""
        return tuple(sorted({*self.problems, *(finding.problem for finding in self.findings)}))

    def failed(self, strict: bool) -> bool:
        """Whether there is anything an author must mend; ``strict`` counts warnings too."""
        stopping = ("error", "warning") if strict else ("error",)
        return any(problem.severity in stopping for problem in self.told)


Share = tuple[tuple[Finding, ...], tuple[Problem, ...]]  # what was found, and what could not be set
ENOUGH = 3  # handouts that are worth a second process


def check(
    press: Press,
    wanted: Sequence[tuple[str, str]],
    today: date,
    *,
    pages: bool,
    library: bool,
    workers: int = 1,
    problems: Iterable[Problem] = (),
) -> Verdict:
    """Check the handouts ``wanted``, each a slug and a language; ``library`` says that these are all there are.

    ``problems`` are those that were found on the way here.
    """
    copies: list[Copy] = []
    problems = dict.fromkeys(problems)
    for slug, language in wanted:
        copy, faults = press.copy(slug, language, today)
        problems.update(dict.fromkeys(faults))
        if copy:
            copies.append(copy if pages else replace(copy, print=None))
    switches, faults = press.switches
    whole = library and len(copies) == len(wanted)
    together = judge(copies, pages=False, library=True, alone=False) if whole else ()
    found, unset = _shared(press, copies, pages, workers)
    problems.update(dict.fromkeys((*faults, *unset)))
    kept, silenced = switches.kept(once((*together, *found)), whole=whole, pages=pages)
    return Verdict(today, tuple(copies), kept, silenced, tuple(problems), switches)


def _share(press: Press, copies: Sequence[Copy], pages: bool) -> Share:
    """What the rules find in each of these copies, and what keeps their pages from being made."""
    made = [press.standard(one.document, one.handout, one.language) for one in copies if pages]
    return judge(copies, pages=pages, library=False), tuple(problem for one in made for problem in one.problems)


def _shared(press: Press, copies: Sequence[Copy], pages: bool, workers: int) -> Share:
    """The same, half of it by a second process where that is worth it: a fork, so that nothing is read twice."""
    if workers < 2 or len(copies) < ENOUGH:
        return _share(press, copies, pages)
    from multiprocessing import get_context  # noqa: PLC0415

    context = get_context("fork")
    here, there = context.Pipe(duplex=False)

    def help_out() -> None:
        with suppress(OSError):  # a full disk is told by the one who waits for this
            there.send(_share(press, copies[1::2], pages))

    helper = context.Process(target=help_out, daemon=True)  # it must not outlive a fault on this side
    helper.start()
    there.close()
    found, unset = _share(press, copies[::2], pages)
    try:
        more, others = here.recv()
    except EOFError:  # it came to grief: do its part here, where a fault of ours is told
        more, others = _share(press, copies[1::2], pages)
    helper.join()
    return (*found, *more), (*unset, *others)
