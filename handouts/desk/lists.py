"""A list of patients: which column is what, whether each row can be printed, and all copies at
once."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO

from ..api import Details, Problems
from ..clinic.jobs import SET
from ..content.plan import Asked
from ..outputs import maker_of, output_of
from ..source.rows import NamedTuple
from ..source.values import replace
from .engine import Engine, told_flaw, told_problems
from .papers import LIST, Papers
from .refusal import Refusal
from .table import Table, read
from .wanted import Wanted
from .words import words

HANDOUT, DEPTH, NOTHING = "handout", "depth", ""
SAMPLE = 4  # rows that are shown while columns are told
MOST_COPIES = 200
FORMULA = "="
ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")  # what formulas show
HALF = 12  # hours of a clock that says "am" and "pm"
DATES = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})")
TIMES = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?\s*([ap])?\.?m?\.?", re.IGNORECASE)
PARTS = re.compile(r"[^\W_]+")


def opened(engine: Engine, papers: Papers, data: bytes) -> dict[str, object]:
    """A list that was chosen, kept in memory, with what its columns seem to be."""
    table = read(data)
    number = papers.keep("list", LIST, data)
    return {"list": number, **_shown(engine, table)}


def _kept(papers: Papers, told: Mapping[str, object]) -> Table:
    found = papers.find(str(told.get("list", "")), "list")
    if found is None:
        raise Refusal(404, "list-gone")
    return read(found.data, str(told.get("sheet", "")))


def chosen(engine: Engine, papers: Papers, told: Mapping[str, object]) -> dict[str, object]:
    """Another sheet of the list."""
    return {"list": told.get("list"), **_shown(engine, _kept(papers, told))}


def _shown(engine: Engine, table: Table) -> dict[str, object]:
    fields = known_fields(engine)
    taken: set[str] = set()
    guessed = []
    for title in table.head:
        name = _guess(title, fields)
        guessed.append("" if name in taken else name)
        taken.add(name)
    return {
        "head": list(table.head),
        "sample": [list(row) for row in table.rows[:SAMPLE]],
        "count": len(table.rows),
        "sheets": list(table.sheets),
        "hidden": {"rows": table.hidden_rows, "columns": list(table.hidden_columns)},
        "guess": guessed,
        "fields": [[one.name, one.label] for one in fields],
    }


def known_fields(engine: Engine, language: str = "") -> tuple[Asked, ...]:
    """All fields that any handout has, in a language, that of the site where none is named. Raises
    ``Problems``."""
    shelf = engine.shop.shelf(language or engine.language)
    lowering = shelf.lowering
    if lowering is None:
        raise Problems(shelf.problems)
    subject = lowering.subject
    return subject.asked(tuple(subject.families), lowering.locale.words.patient)


def _guess(title: str, fields: Sequence[Asked]) -> str:
    """The field that a column seems to be, by the words of its head."""
    said = {one.casefold() for one in PARTS.findall(title)}
    if said & set(words()["lists-guess"]["handout"].split()):
        return HANDOUT
    best = max(fields, key=lambda one: _alike(said, one), default=None)
    return best.name if best and _alike(said, best) else NOTHING


def _alike(said: set[str], field: Asked) -> float:
    names = (field.label, field.name.partition(".")[2], *field.also)
    own = [{part.casefold() for part in PARTS.findall(name)} for name in names]
    return max(len(said & one) / len(said | one) for one in own)


# ------------------------------------------------------------------ rows


class Line(NamedTuple):
    """One row: its number in the file, the copy it asks for, and what is wrong with it."""

    number: int
    wanted: Wanted | None
    faults: tuple[str, ...]


def lines(engine: Engine, table: Table, told: Mapping[str, object]) -> Iterator[Line]:
    """Every row as a copy. Raises ``Refusal``."""
    columns = told.get("columns", [])
    if not isinstance(columns, list) or len(columns) != len(table.head):
        raise Refusal(400, "selection")
    named = [str(one) for one in columns if one]
    if len(set(named)) < len(named):  # of two sides, nobody knows which one is meant
        raise Refusal(400, "list-twice")
    own = {one.name: one for one in known_fields(engine)}
    spoken = known_fields(engine, _language(engine, told))
    fields = {one.name: Cells(one, own[one.name].options) for one in spoken}
    for number, row in zip(table.lines, table.rows, strict=True):
        yield _line(engine, number, dict(zip(map(str, columns), row, strict=True)), fields, told)


class Cells(NamedTuple):
    """A field in the language of the copies, and its options in that of the site: lists are written
    in either."""

    field: Asked
    options: tuple[str, ...]


def _language(engine: Engine, told: Mapping[str, object]) -> str:
    """That of the copies. Raises ``Refusal``."""
    language = str(told.get("language") or engine.language)
    if language not in engine.site.languages:
        raise Refusal(400, "selection", language, " ".join(engine.site.languages))
    return language


def _line(
    engine: Engine,
    number: int,
    row: Mapping[str, str],
    fields: Mapping[str, Cells],
    told: Mapping[str, object],
) -> Line:
    flaws = words()["lists-flaws"]
    item = _item(engine, row, told)
    if not item:
        return Line(number, None, (flaws["no-handout"],))
    faults, details = [], {}
    for name, text in row.items():
        if name in fields and text:
            if text.startswith(FORMULA) or text in ERRORS:
                faults.append(flaws["formula"].format(label=fields[name].field.label))
            details[name] = _even(fields[name], text, str(told.get("order", "")))
    paper, language = str(told.get("paper", "letter")), _language(engine, told)
    person, beside = str(told.get("person", "")), str(told.get("beside", ""))
    wanted = Wanted((item,), "", language, paper, person, Details(details), beside)
    own = {one.name for one in engine.asked(wanted)}
    kept = {name: text for name, text in details.items() if name in own}
    wanted = replace(wanted, details=Details(kept))
    faults += [told_flaw(one)["message"] for one in engine.flaws(wanted)]
    return Line(number, wanted, tuple(faults))


def _item(engine: Engine, row: Mapping[str, str], told: Mapping[str, object]) -> str:
    """The handout of a row and its depth, as ``SLUG/EDITION``; nothing where there is no such."""
    name = row.get(HANDOUT, "") or str(told.get("handout", ""))
    language = _language(engine, told)
    titles = {one["title"].casefold(): one["slug"] for one in engine.topics}
    slug = name if name in engine.site.slugs else titles.get(" ".join(name.casefold().split()), "")
    depth = str(told.get("depth", ""))
    spoken = (one for one in engine.topics if one["language"] == language)
    own = next((one for one in spoken if one["slug"] == slug), None)
    editions = (own["beside"] if told.get("beside") else own["editions"]) if own else []
    return f"{slug}/{depth}" if slug and depth in editions else ""


def _even(cells: Cells, text: str, order: str) -> str:
    """A cell as the field has it: days and times as ISO 8601, an option by its first letters."""
    field = cells.field
    if field.kind == "date":
        return _day(text.partition(" ")[0], order) or text
    if field.kind == "time":
        return _clock(text) or text
    if field.options:
        return _option(field.options, field.options, text) or (
            _option(cells.options, field.options, text) or text
        )
    return "\n".join(text.split(";")) if field.kind == "list" else text


def _option(written: Sequence[str], options: Sequence[str], text: str) -> str:
    """The one of ``options`` that stands where the one of those ``written`` does that ``text``
    begins; nothing where that could be several."""
    begun = [one.casefold().startswith(text.casefold()) for one in written]
    if sum(begun) != 1 or len(written) != len(options):
        return ""
    return options[begun.index(True)]


def _clock(text: str) -> str:
    """A time of the day, by the clock of 12 hours or of 24; nothing where it is none."""
    found = TIMES.fullmatch(text.rpartition(" 0:")[0] or text)
    if not found:
        return ""
    hour = int(found[1])
    if found[3]:
        if not 1 <= hour <= HALF:
            return ""
        hour = hour % HALF + HALF * (found[3].lower() == "p")
    return f"{hour:02}:{found[2]}"


def _day(text: str, order: str) -> str:
    """A day in the ``order`` that its list has it in: ``mdy`` or ``dmy``, else year first; nothing
    where it is written in another."""
    found = DATES.fullmatch(text)
    if not found or not (order or len(found[1]) == len("2026")):
        return ""
    one, two, three = (int(part) for part in found.groups())
    year, month, day = (one, two, three) if len(found[1]) == 4 else (three, one, two)
    if len(found[1]) != 4 and order == "dmy":
        month, day = day, month
    try:
        return date(year, month, day).isoformat() if year > 99 else ""
    except ValueError:
        return ""


def checked(engine: Engine, papers: Papers, told: Mapping[str, object]) -> dict[str, object]:
    """What is wrong with each row, by its number in the file."""
    found = list(lines(engine, _kept(papers, told), told))
    return {
        "rows": [{"row": one.number, "faults": list(one.faults)} for one in found],
        "good": sum(not one.faults for one in found),
        "all": len(found),
        "most": MOST_COPIES,
    }


def made(engine: Engine, papers: Papers, told: Mapping[str, object]) -> dict[str, object]:
    """All copies: as one file to print, or each for itself in a ZIP; none where a row cannot be
    printed, unless such rows are to be left out."""
    found = list(lines(engine, _kept(papers, told), told))
    faulty = [one.number for one in found if one.faults or one.wanted is None]
    if faulty and not told.get("skip"):
        return {"faulty": faulty}
    wanted = [(one.number, one.wanted) for one in found if one.wanted and not one.faults]
    if len(wanted) > MOST_COPIES:
        raise Refusal(413, "list-rows", str(len(wanted)), str(MOST_COPIES))
    files: list[tuple[str, bytes]] = []
    pages, failed = 0, list[dict[str, object]]()
    with engine.batch() as batch:
        for number, (row, one) in enumerate(wanted, 1):
            copy = batch.outcome(one.job())
            if not copy.entry:
                failed.append({"problems": told_problems(copy.problems), "row": row})
                continue
            pages += copy.entry.pages
            files.append((f"{number:03}-{one.name}", copy.data))
    if failed and not (files and told.get("skip")):
        return failed[0]
    if not files:
        raise Refusal(422, "list-empty")
    name, kind, data = _bound(files, zipped=bool(told.get("zip")))
    address = f"/doc/{papers.keep(name, kind, data)}/{name}"
    made = {"address": address, "name": name, "copies": len(files), "pages": pages}
    return {**made, "failed": failed}


def _bound(files: list[tuple[str, bytes]], *, zipped: bool) -> tuple[str, str, bytes]:
    """Name, media type and bytes of all copies."""
    if not zipped:
        output = output_of(SET)
        return (
            f"list{output.suffix}",
            output.media_type,
            maker_of(SET).gathered([data for _, data in files]),
        )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, data in files:
            packed.writestr(zipfile.ZipInfo(name), data)
    return "list.zip", "application/zip", out.getvalue()
