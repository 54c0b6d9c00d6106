"""Changes the code in small ways and looks whether the suite notices: ``python -m tests.mutation``.

``plan.yaml`` says which modules make an area, and which tests hold it. ``--each`` mutants of an
area are taken by chance; the same seed takes the same ones. ``survivors.yaml`` has the reason for
each one that no test notices: the exit status is 1 where one has none, and where a test that
noticed a mutant fails on the code as it is.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import yaml

from tests.mutation.mutants import sampled
from tests.mutation.trial import Bench, Trial

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
Plan = dict[str, dict[str, list[str]]]


def main() -> int:
    plan: Plan = yaml.safe_load((HERE / "plan.yaml").read_text("utf-8"))
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("areas", nargs="*", metavar="AREA", help=f"of: {', '.join(plan)}")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--each", type=int, default=9, metavar="N")
    parser.add_argument("--seconds", type=int, default=600, metavar="N", help="for one mutant")
    options = parser.parse_args()
    if unknown := set(options.areas) - set(plan):
        parser.error(f"there is no area {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory() as folder:
        bench, tried = Bench(ROOT, Path(folder), options.seconds), dict[str, list[Trial]]()
        for area in options.areas or plan:
            tried[area] = _area(bench, area, plan[area], options.seed, options.each)
    for test in bench.broken:
        print(f"fails on the code as it is: {test}", file=sys.stderr)
    print("\n".join(_table(tried)))
    survivors = [one for trials in tried.values() for one in trials if not one.noticed]
    return 1 if _unexplained(survivors) or bench.broken else 0


def _area(bench: Bench, area: str, plan: dict[str, list[str]], seed: str, each: int) -> list[Trial]:
    trials = []
    for mutant in sampled(ROOT, plan["modules"], f"{seed} {area}", each):
        trial = bench.tried(mutant, plan["tests"])
        trials.append(trial)
        print(
            f"{area} {len(trials)}/{each}: {trial.noticed or 'SURVIVED'} ({trial.seconds:.0f} s)\n"
            f"  {mutant.module}:{mutant.line}\n  - {mutant.was}\n  + {mutant.became}",
            file=sys.stderr,
            flush=True,
        )
    return trials


def _table(tried: dict[str, list[Trial]]) -> list[str]:
    out = ["| area | mutants | noticed |", "|---|---|---|"]
    rows = {
        area: (len(found), sum(bool(one.noticed) for one in found)) for area, found in tried.items()
    }
    rows["all"] = (sum(count for count, _ in rows.values()), sum(seen for _, seen in rows.values()))
    return [*out, *(f"| {area} | {count} | {seen} |" for area, (count, seen) in rows.items())]


def _unexplained(survivors: list[Trial]) -> bool:
    """Whether any that no test noticed has no reason in ``survivors.yaml``."""
    path = HERE / "survivors.yaml"
    reasons = {one["mutant"] for one in yaml.safe_load(path.read_text("utf-8"))}
    left = [one.mutant.name for one in survivors if one.mutant.name not in reasons]
    for name in left:
        print(f"no test notices, and there is no reason: {name}", file=sys.stderr)
    return bool(left)


if __name__ == "__main__":
    sys.exit(main())
