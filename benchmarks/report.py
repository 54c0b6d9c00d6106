"""What the race showed: targets met or missed, and a table for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

Samples = dict[str, dict[str, list["Sample"]]]  # race -> racer -> samples


@dataclass(frozen=True)
class Sample:
    """One run: time on the clock and of the processors in seconds, most memory so far in MB.

    ``others`` is how many processors others kept busy meanwhile, where it was looked at.
    """

    seconds: float
    cpu: float
    peak: float
    others: float = 0.0


@dataclass(frozen=True)
class Check:
    """A measured value beside its target; without a target it is for information.

    ``pairs`` are the quartiles of the ratios of each round, which drifting load changes less: the
    one that is nearer to missing the target is held against it, but where the ``best`` run counts.
    """

    what: str
    value: float
    unit: str
    target: float | None
    at_most: bool = True
    pairs: tuple[float, ...] = ()
    best: bool = False

    @property
    def verdict(self) -> str:
        if self.target is None:
            return "info"
        told = (self.value,) if self.best or not self.pairs else self.pairs
        met = max(told) <= self.target if self.at_most else min(told) >= self.target
        return "PASS" if met else "MISS"


@dataclass(frozen=True)
class File:
    """A file that was made; ``elements`` counts its structure elements, 0 when it has no tags."""

    racer: str
    handout: str
    pages: int
    bytes: int
    elements: int
    claims_ua: bool


def look_into(racer: str, handout: str, path: Path) -> File:
    import pikepdf  # noqa: PLC0415  (after the race: it takes memory)

    with pikepdf.open(path) as pdf:
        marked = "/MarkInfo" in pdf.Root and bool(pdf.Root.MarkInfo.get("/Marked"))
        elements = sum(
            1
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary)
            and "/S" in thing
            and "/P" in thing
            and "/K" in thing
        )
        metadata = bytes(pdf.Root.Metadata.read_bytes()) if "/Metadata" in pdf.Root else b""
        claims = b"pdfuaid" in metadata
        return File(
            racer, handout, len(pdf.pages), path.stat().st_size, elements if marked else 0, claims
        )


# ------------------------------------------------------------------ targets

RACES = {
    "warm": "warm",
    "cold": "cold, all handouts",
    "same": "warm, the same text again",
    "edit": "warm, one word changed",
}


def checks(samples: Samples, clinics: dict[str, list[float]]) -> list[Check]:
    """Every target, then what is only for information; ``clinics`` are milliseconds for a clinic
    and handout, by how many clinics there are."""
    whole = (*_checks(samples), *_clinics(clinics))
    return [check for check in whole if check is not None]


def _clinics(costs: dict[str, list[float]]) -> Iterator[Check]:
    for count, told in costs.items():
        what = f"one more clinic of {count}: reading and filling a handout, processor time"
        yield Check(what, median(told), "ms", 1.5, pairs=_quartiles(told))


def _checks(samples: Samples) -> Iterator[Check | None]:
    for race, most in (("warm", 0.4), ("cold", 1.2), ("same", 1.0), ("edit", None)):
        told = samples[race]
        yield _ratio(f"{RACES[race]}: ours / Typst", told, "ours", "typst", most)
        yield _ratio(f"{RACES[race]}, on the clock", told, "ours", "typst", None, clock="seconds")
    for race, least in (("warm", 25.0), ("cold", None)):
        what, told = f"{RACES[race]}: WeasyPrint / ours", samples[race]
        yield _ratio(what, told, "weasyprint", "ours", least, at_most=False)
    yield _unchanged(samples["again"])
    sentence = [sample.seconds for sample in samples["sentence"]["ours"]]
    what = "one sentence changed, all else from the cache: median, on the clock"
    yield Check(what, median(sentence), "s", 0.35, pairs=_quartiles(sentence), best=True)
    for race in ("warm", "cold", "again"):
        told = samples[race]
        top = max(sample.peak for sample in told["ours"])
        yield Check(f"peak memory of ours, {race}", top, "MB", 60.0 if race == "warm" else 80.0)
    yield from _editions(*samples["editions"].values())


def _unchanged(told: dict[str, list[Sample]]) -> Check:
    """What a build in which nothing changed takes beside an interpreter that imports nothing."""
    rounds = zip(told["ours"], told["bare"], strict=True)
    more = [1000 * (ours.cpu - bare.cpu) for ours, bare in rounds]
    what = "nothing changed, over an interpreter that imports nothing"
    return Check(what, median(more), "ms", 60.0, pairs=_quartiles(more))


def _editions(one: list[Sample], two: list[Sample]) -> Iterator[Check]:
    """The best runs count: two processes need both processors, which others use too."""
    best = [min(sample.seconds for sample in runs) for runs in (one, two)]
    pairs = _quartiles([a.seconds / b.seconds for a, b in zip(one, two, strict=True)])
    yield Check(
        "editions, best: 1 process / 2 processes",
        best[0] / best[1],
        "x",
        1.6,
        at_most=False,
        pairs=pairs,
        best=True,
    )
    calmest = min(two, key=lambda sample: sample.seconds).others
    yield Check("editions, 2 processes: taken by others in the best run", calmest, "cores", None)
    used = [min(sample.cpu for sample in runs) for runs in (two, one)]
    yield Check("editions, processor time: 2 processes / 1 process", used[0] / used[1], "x", None)
    for runs, name in ((one, "1 process"), (two, "2 processes")):
        yield Check(
            f"editions, {name}: best time", min(sample.seconds for sample in runs), "s", None
        )
        yield Check(
            f"editions, {name}: peak memory, all together",
            max(sample.peak for sample in runs),
            "MB",
            None,
        )


def _ratio(
    what: str,
    told: dict[str, list[Sample]],
    one: str,
    other: str,
    target: float | None,
    at_most: bool = True,
    clock: str = "cpu",
) -> Check | None:
    if one not in told or other not in told:
        return None
    over, under = (median(getattr(sample, clock) for sample in told[name]) for name in (one, other))
    rounds = zip(told[one], told[other], strict=False)
    ratios = [getattr(a, clock) / getattr(b, clock) for a, b in rounds]
    return Check(what, over / under, "x", target, at_most, _quartiles(ratios))


def _quartiles(values: list[float]) -> tuple[float, ...]:
    return tuple(quantiles(values, n=4, method="inclusive")) if len(values) > 2 else ()


# ------------------------------------------------------------------ the table

WARM = ("warm", "edit", "same")  # races that are told in milliseconds

NOTES = """\
warm   one document in memory (JSON for Typst, HTML for WeasyPrint) -> bytes of a tagged PDF, in a
       process that stays. Every round has another text: in each paragraph, heading and reference
       the longest word becomes a new word of the same length with an accent of that round, so no
       paragraph, and no font subset, is the same twice. Ours finds the brand, the words of the
       language and compiled drawings as an earlier process left them, as all do but the first.
edit   the same again, but one word of one paragraph in the middle is another each time: Typst's
       memo keeps the layout of all else, ours the lines of paragraphs and deflated pages.
same   the same again with one text, the same every round: Typst's memo keeps the whole layout, ours
       the file.
cold   one whole process makes all handouts: 'build.py --no-cache --lang en' from YAML, the peers
       from JSON or HTML.
again  'python build.py --lang en' with its cache, nothing changed; 'bare' is an interpreter that
       imports nothing.
sentence  the same with another sentence in one handout each time.
editions  'python build.py --no-cache --edition all --paper letter --paper a4' with --jobs 1 and
       --jobs 2; memory is that of all processes together, what they share counted once. 'others' is
       how many processors everything else on the machine kept busy meanwhile (median).
All racers run in turn on the same copy of the project, warm ones in every order of them, one
after the other; ratios are those of the medians, of processor time where no clock is named, and
the quartile nearer to a target is held against it; tags are on for all; Typst and ours write
PDF/UA-1 and PDF/A-2a at once, ours with fields to fill in on a screen, WeasyPrint PDF/UA-1. The
peers get the same words, and pictures with every colour and piece in place; drawings are
compiled, and kept, by all in their way."""


def text(facts: dict[str, Any], samples: Samples, checked: list[Check], files: list[File]) -> str:
    """The whole report."""
    versions = ", ".join(f"{name} {version}" for name, version in facts["versions"].items())
    head = (
        f"Python {facts['python']}, {versions or 'no peers'}, {facts['cores']} cores, load "
        f"{facts['load'][0]} to "
        f"{facts['load'][1]}; warm handout: {facts['warm handout']}; {len(facts['handouts'])} "
        "handouts, "
        f"{facts['editions']} files of editions"
    )
    skipped = [
        f"left out, does not build now: {slug} ({why})" for slug, why in facts["skipped"].items()
    ]
    return "\n".join(
        [
            "",
            head,
            *skipped,
            "",
            *_times(samples),
            "",
            *_verdicts(checked),
            "",
            *_files(files),
            "",
            NOTES,
        ]
    )


def _amount(unit: str, scale: float, seconds: float) -> str:
    return f"{seconds * scale:.{1 if unit == 'ms' else 3}f} {unit}"


def _times(samples: Samples) -> Iterator[str]:
    head = f"{'race':8} {'racer':11} {'rounds':>6} {'min':>9} {'median':>9} {'max':>9} {'cpu':>9}"
    yield f"{head} {'peak MB':>8} {'others':>6}"
    for race, told in samples.items():
        for name, runs in told.items():
            unit, scale = ("ms", 1000) if race in WARM else ("s", 1)
            show = partial(_amount, unit, scale)
            seconds = [run.seconds for run in runs]
            cpu, peak = median(run.cpu for run in runs), max(run.peak for run in runs)
            others = "" if race in WARM else f" {median(run.others for run in runs):6.2f}"
            yield (
                f"{race:8} {name:11} {len(runs):6} {show(min(seconds)):>9} "
                f"{show(median(seconds)):>9} "
                f"{show(max(seconds)):>9} {show(cpu):>9} {peak:8.1f}{others}"
            )


def _verdicts(checked: list[Check]) -> Iterator[str]:
    yield f"{'target':67} {'measured':>10} {'wanted':>10}        quartiles of pairs"
    for check in checked:
        wanted = (
            ""
            if check.target is None
            else f"{'<=' if check.at_most else '>='} {check.target:g} {check.unit}"
        )
        yield (
            f"{check.what:67} {f'{check.value:.2f} {check.unit}':>10} {wanted:>10}  "
            f"{check.verdict}  "
            f"{' '.join(f'{pair:.2f}' for pair in check.pairs)}".rstrip()
        )


def _files(files: list[File]) -> Iterator[str]:
    racers = list(dict.fromkeys(file.racer for file in files))
    yield f"{'file: pages, kB, structure elements':36}" + "".join(f"{name:>22}" for name in racers)
    for handout in dict.fromkeys(file.handout for file in files):
        row = [file for file in files if file.handout == handout]
        cells = (f"{file.pages:3} {file.bytes / 1000:6.0f} {file.elements:5}" for file in row)
        yield f"{handout:36}" + "".join(f"{cell:>22}" for cell in cells)
    totals = (
        f"{sum(f.pages for f in files if f.racer == name):3} "
        f"{sum(f.bytes for f in files if f.racer == name) / 1000:6.0f} "
        f"{sum(f.elements for f in files if f.racer == name):5}"
        for name in racers
    )
    yield f"{'all':36}" + "".join(f"{total:>22}" for total in totals)
    untagged = [
        f"{file.racer} {file.handout}" for file in files if not file.elements or not file.claims_ua
    ]
    yield f"without tags or PDF/UA-1: {', '.join(untagged) or 'none'}"
