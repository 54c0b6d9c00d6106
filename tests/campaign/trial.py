"""One damaged input, read and checked as the program would, and what must never happen then."""

from __future__ import annotations

import hashlib
import io
import re
import signal
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from types import FrameType

from handouts.checks import judge
from handouts.clinic.jobs import SET, Job
from handouts.content.locale import Locale
from handouts.content.vocabulary import NAMES
from handouts.making.cache import Keys, kept
from handouts.making.copies import copy_of, switches_of
from handouts.making.memo import Memo
from handouts.making.produce import Production, produce
from handouts.making.site import Site
from handouts.making.workshop import Workshop
from handouts.outputs import file_of
from handouts.outputs.text import lines as text
from handouts.project.building import build, outcomes
from handouts.project.listed import MANIFEST, SUMS
from handouts.project.origins import Origins
from handouts.project.results import Results, earlier
from handouts.project.stores import Local
from handouts.project.tasks import Task
from handouts.source.problems import COMMANDS, Problem
from handouts.source.reader import Reading, read
from handouts.source.values import flat
from tests.campaign.damage import BYTES, TEXT, YAML, Damage
from tests.campaign.site import REVIEW, ROOT
from tests.campaign.site import TEXT as SAMPLE
from tests.support.transcript import transcript

DAY = date(2026, 11, 29)
SLOW = 10  # seconds of a processor
EDITIONS = (
    *("standard", "standard", "ink-saver", "booklet", "proof", "press", "sheet"),
    *("trifold", "poster", "card"),
)
MOST = 500  # problems of one damage: more are a message nobody reads
WORD = re.compile(r"[A-Za-z]{3,}")


class Hang(BaseException):
    """It took too long. No ``Exception``, so that nothing on the way takes it for its own."""


@dataclass(frozen=True)
class Kind:
    """A class of inputs: which files, what is done to them, and whether another handout has no part
    in it. ``folder`` is ``content`` or ``assets``, or what else is tried."""

    name: str
    folder: str
    files: tuple[str, ...]
    damages: tuple[Damage, ...]
    alone: bool = False
    share: int = 1


KINDS = (
    Kind("handout", "content", (SAMPLE,), YAML, alone=True, share=5),
    Kind("facts", "content", ("facts.yaml",), YAML, share=2),
    Kind("clinic", "content", ("clinic.yaml",), YAML, share=2),
    Kind("sources", "content", ("sources.yaml",), YAML),
    Kind("glossary", "content", ("glossary/en.yaml",), YAML),
    Kind("common", "content", ("common/en.yaml",), YAML),
    Kind("subject", "content", ("subject.yaml",), YAML),
    Kind("sets", "content", ("sets.yaml",), YAML),
    Kind("review", "content", (REVIEW,), YAML, alone=True),
    Kind("checks", "content", ("checks.yaml", "checks/en.yaml"), YAML),
    Kind("locale", "locale", ("en.yaml",), YAML),
    Kind("brand", "assets", ("brand/brand.yaml",), YAML, share=2),
    Kind("svg", "assets", ("figures/disc.svg", "figures/wide.svg"), TEXT, alone=True, share=2),
    Kind("svg shared", "assets", ("figures/kit/parts.svg", "brand/logo.svg"), TEXT),
    Kind("png", "assets", ("figures/photo.png",), BYTES, alone=True, share=2),
    Kind("jpeg", "assets", ("figures/photo.jpg",), BYTES, alone=True, share=2),
    Kind("font", "assets", ("regular", "bold"), BYTES, share=2),
    Kind("cache", "cache", ("entry", "file", "drawing"), BYTES),
    Kind("manifest", "manifest", (MANIFEST, SUMS), (*BYTES, *TEXT)),
)


@dataclass
class Bench:
    """The sound site with all that was made of it, and folders to build in."""

    site: Site
    folder: Path
    memo: Memo = field(default_factory=Memo)
    sound: dict[str, bytes] = field(default_factory=dict)
    reviews: dict[str, str] = field(default_factory=dict)

    def prepared(self) -> Bench:
        """The sound files, made once, in the memo, the cache and the folder of results."""
        shop = Workshop(self.site, self.memo)
        copy_of(shop, self.site.clinic, "sample", "en", DAY)
        build(self.task, self.jobs, self.folder / "dist")
        for job in self.jobs:
            made = produce(self.site, self.site.clinic, job, self.memo)
            assert made.entry, [*map(str, made.problems)]
            self.sound[file_of(job)] = made.data
            self.reviews[file_of(job)] = made.entry.review
        return self

    @property
    def jobs(self) -> list[Job]:
        return [Job(slug, "en", "standard", "letter", day=DAY) for slug in ("sample", "other")]

    @property
    def task(self) -> Task:
        return Task(self.site, self.site.clinic, self.folder / "cache")

    def fresh(self) -> Memo:
        """A memo that knows the sound site and learns nothing for the next trial."""
        memo = Memo()
        memo._kept.update(self.memo._kept)
        return memo


@contextmanager
def limited() -> Iterator[None]:
    """Inside, what takes too long is stopped."""

    def late(number: int, frame: FrameType | None) -> None:
        raise Hang

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, SLOW)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def attempt(bench: Bench, kind: Kind, seed: str, paper: bool) -> tuple[str, ...]:
    """What must never happen and did, when a file of ``kind`` is damaged as ``seed`` says; with
    ``paper`` it is also built and read back."""
    chance = Random(seed)
    try:
        with limited():
            match kind.folder:
                case "locale":
                    return tuple(_locale(kind, chance))
                case "cache":
                    return tuple(_cache(bench, kind, chance))
                case "manifest":
                    return tuple(_manifest(bench, kind, chance))
            return tuple(_site(bench, kind, chance, paper))
    except Hang:
        return (f"hangs: longer than {SLOW} s",)
    except Exception as error:  # noqa: BLE001  (what must never happen is what is looked for)
        last = error.__traceback__
        while last and last.tb_next:
            last = last.tb_next
        place = f"{last.tb_frame.f_code.co_filename}:{last.tb_lineno}" if last else ""
        return (f"traceback: {type(error).__name__}: {str(error)[:200]} in {place}",)


def damaged(kind: Kind, data: bytes, chance: Random) -> bytes:
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        data = chance.choice(kind.damages)(data, chance) if data else data
    return data


def _site(bench: Bench, kind: Kind, chance: Random, paper: bool) -> Iterator[str]:
    site, path = bench.site, chance.choice(kind.files)
    if kind.name == "font":
        path = next(one for one in site.assets.files if path in one.lower() and "Atk" in one)
    if kind.name == "jpeg":
        files = {one: file for one, file in site.assets.files.items() if "photo" not in one}
        data = damaged(kind, JPEG, chance)
        site = Site(site.content, type(site.assets)("assets", files).changed({path: data}))
    else:
        folder = site.content if kind.folder == "content" else site.assets
        data = damaged(kind, folder.files[path].read(path), chance)
        changed = folder.changed({path: data})
        site = (
            Site(changed, site.assets) if kind.folder == "content" else Site(site.content, changed)
        )
    clinic, memo = site.clinic, bench.fresh()
    shop = Workshop(site, memo)
    every = list[Problem]()
    for slug in ("sample", "other"):
        copy, problems = copy_of(shop, clinic, slug, "en", DAY)
        every += problems
        if copy:
            every += [
                one.problem
                for one in judge([copy], pages=False, library=False)
                if copy.words is not None
            ]
        elif kind.alone and slug == "other":
            yield f"lost: another handout cannot be read: {problems[:1]}"
        elif not problems:
            yield "silent: no copy and no problem"
    every += switches_of(shop)[1]
    shop.packet("pack")
    if paper:
        yield from _papers(site, memo, chance, every)
    yield from _told(every, path, data)


def _papers(site: Site, memo: Memo, chance: Random, told: list[Problem]) -> Iterator[str]:
    edition = chance.choice(EDITIONS)
    for job in (Job("sample", "en", edition, "letter", day=DAY), Job("pack", "en", SET, "letter")):
        made = produce(site, site.clinic, job, memo)
        told += made.problems
        if not made.entry and not made.problems:
            yield "silent: no file and no problem"
        if made.entry and not job.packet and edition in ("standard", "ink-saver"):
            document = Production(site, site.clinic, job, memo).told(job.slug, "brochure")[0]
            missing = _said(text.words(document)) - _said(_heard(made.data))
            if missing:
                yield f"lost on paper: {sorted(missing)[:5]}"


def _said(told: Iterable[str]) -> set[str]:
    return set(WORD.findall(" ".join(told)))


def _heard(data: bytes) -> tuple[str, ...]:
    """The words of a file as a screen reader is given them."""
    return transcript(data).words


def _told(problems: Iterable[Problem], path: str, data: bytes) -> Iterator[str]:
    """What is wrong with messages themselves."""
    problems = list(dict.fromkeys(problems))
    lines = data.count(b"\n") + data.count(b"\r") + 2
    if len(problems) > MOST:
        yield f"messages: {len(problems)} of them"
    for one in problems:
        words = f"{one.message} {one.hint}"
        if "came to grief" in words:
            yield f"grief: {one.message[:300]}"
        if one.where.path == "?":
            yield f"message without a place: {one.message[:100]}"
        if COMMANDS.search(words) or "\n" in str(one.where):
            yield f"message commands: {words[:100]!r}"
        if re.search(r"\bNone\b|<class|object at 0x|Traceback", words):
            yield f"message of the program's insides: {words[:200]}"
        if one.where.path.endswith(f"/{path}") and one.where.line > lines:
            yield f"message beyond the end: {one}"
        if not one.message.strip():
            yield "message of nothing"


def _locale(kind: Kind, chance: Random) -> Iterator[str]:
    data = damaged(kind, (ROOT / "handouts/locales/en.yaml").read_bytes(), chance)
    context = Reading(names={"language": "en"})
    locale = read(data, Locale, context, "handouts/locales/en.yaml")
    if locale is None and not context.problems:
        yield "silent: no locale and no problem"
    if locale:
        locale.day(DAY)
        locale.number(12345)
        locale.temperature.format(fahrenheit="1", celsius="2")
        for name, word in flat(locale.words).items():
            names = NAMES.get(name.replace("_", "-"), "").split()
            if isinstance(word, str) and names:
                word.format(**dict.fromkeys(names, "1"))
    yield from _told(context.problems, "en.yaml", data)


def _cache(bench: Bench, kind: Kind, chance: Random) -> Iterator[str]:
    folder, ending = bench.folder / "cache", chance.choice(kind.files)
    path = chance.choice(sorted(folder.rglob(f"*.{ending}")))
    before = path.read_bytes()
    others = sorted(one for one in folder.rglob(f"*.{ending}") if one != path)
    copied = chance.random() < 0.2 and others
    path.write_bytes(others[0].read_bytes() if copied else damaged(kind, before, chance))
    keys = Keys(bench.site, bench.site.clinic)
    try:
        if ending == "drawing":
            task = Task(bench.site, bench.site.clinic, bench.folder / "cache")
            for entry in folder.glob("*.entry"):
                entry.rename(entry.with_suffix(".away"))
            made = [*outcomes(task, bench.jobs[:1])]
        else:
            made = [one for job in bench.jobs if (one := kept(folder, keys.key(job), job))]
        for one in made:
            if one.data != bench.sound[file_of(one.job)]:
                yield f"cache: a wrong file for {one.job.slug} is believed"
            if one.entry and hashlib.sha256(one.data).hexdigest() != one.entry.sha256:
                yield "cache: a wrong entry is believed"
            if one.entry and one.entry.review != bench.reviews[file_of(one.job)]:
                yield f"cache: '{one.entry.review}' is believed of {one.job.slug}"
    finally:
        for entry in folder.glob("*.away"):
            entry.rename(entry.with_suffix(".entry"))
        path.write_bytes(before)


def _manifest(bench: Bench, kind: Kind, chance: Random) -> Iterator[str]:
    name = chance.choice(kind.files)
    with tempfile.TemporaryDirectory(dir=bench.folder) as place:
        out = Path(place)
        for path in (bench.folder / "dist").rglob("*"):
            if path.is_file():
                goal = out / path.relative_to(bench.folder / "dist")
                goal.parent.mkdir(parents=True, exist_ok=True)
                goal.write_bytes(path.read_bytes())
        (out / name).write_bytes(damaged(kind, (out / name).read_bytes(), chance))
        earlier(Local(out))
        results, origins = Results(Local(out)), Origins(bench.site, bench.site.clinic)
        made = produce(bench.site, bench.site.clinic, bench.jobs[1], bench.fresh())
        results.put(origins.told(made))
        results.settle((), origins.now)
        yield from disagreements(out)
        if not (out / file_of(made.job)).is_file():
            yield "manifest: a good file is gone"


def disagreements(out: Path) -> Iterator[str]:
    """Lines of the two lists that fit no file, or not each other."""
    listed = {name: one.sha256 for name, one in earlier(Local(out)).items()}
    path = out / SUMS
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    if listed != sums:
        yield "manifest: the two lists disagree"
    for name, digest in listed.items():
        if not (out / name).is_file():
            yield f"manifest: {name} is not there"
        elif hashlib.sha256((out / name).read_bytes()).hexdigest() != digest:
            yield f"manifest: {name} is another file"


def _jpeg() -> bytes:
    """A photograph large enough to be printed."""
    from PIL import Image  # noqa: PLC0415

    picture = Image.effect_mandelbrot((1300, 600), (-2.0, -1.0, 1.0, 1.0), 60).convert("RGB")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=60)
    return out.getvalue()


JPEG = _jpeg()
