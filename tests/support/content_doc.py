"""docs/content.md: how long and how easy each handout is, and where each of its numbers comes from.

The first table is computed, as is the table of grades in README.md, and what stands beside the
numbers of before (before.yaml); what a reader found of the choices (discern.md), the ten points
(beside.md), what was seen on the pages (looked.md) and the tables of numbers are kept by hand in
docs/content/.

    python -m tests.support.content_doc
"""

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from handouts.checks.reading.grades import Grades
from handouts.checks.reading.passages import count
from handouts.checks.rules.readability import SHORT
from handouts.clinic.jobs import Job
from handouts.meaning.document import Document, Figure, IconArray
from handouts.meaning.parts import walk
from handouts.meaning.spans import Blank, plain
from handouts.outputs.text.lines import words
from tests.support.brochures import ON_LETTER, ROOT, Brochures

PAGE = ROOT / "docs" / "content.md"
NUMBERS = ROOT / "docs" / "content"
README = ROOT / "README.md"
TABLE = re.compile(r"(<!-- grades: [^>]*-->)\n.*?\n(<!-- end of grades -->)", re.DOTALL)
TODAY = date(2026, 11, 23)
BEFORE = ("pages", "words", "pictures", "average", "short", "kincaid", "smog", "mean", "hardest")
TOLERANCE = 0.11  # of a number in the page: one unit of its last place

HEAD = (
    *(
        "Handout",
        "Version",
        "Pages (Letter / A4)",
        "Words",
        "Flesch-Kincaid",
        "SMOG",
        "Fog",
        "Flesch ease",
    ),
    *("Mean", "Without explained words", "Hardest section"),
)
INTRODUCTION = """\
# What the handouts say

Written by `python -m tests.support.content_doc`; `tests/test_writing.py` holds the table to the
texts.

## How easy they are to read

Flesch-Kincaid, SMOG and Gunning Fog are school years (United States); Flesch ease runs from 0
(hard) to 100 (easy). The mean is of the four, the ease as the school year Flesch gives for it; then
the same mean where the words that a handout explains itself count as easy ones. They are taken of
the running text: no headings, labels, forms or sources. Limits: Flesch-Kincaid 6.0 in every
section, a mean of 6.0 in every handout, 25 words in a sentence, 13 on average. SMOG is made for
texts of 30 sentences or more and counts only words of three or more syllables, which medical terms
are. Words are those printed on Letter, forms and sources included.
"""
SINCE_HEADING = """\
## Before and after

Before: short brochures of ten pages, kept in `docs/content/before.yaml`. Words and pictures are
those printed on Letter. Sentences are those of all prose, entries of lists and captions too: words
in one on average, and how many of 100 have five or fewer. DISCERN (of 80) is the middle of the
last three readers in `docs/content/discern.md`, of the drafts and of copies that are signed and
filled in; 74 is the aim of an operation, 70 of the others. Nobody has scored the brochures of
before.
"""
SINCE = (
    *("Handout", "", "Pages (Letter / A4)", "Words", "Pictures", "Words in a sentence"),
    *("Short of 100", "Flesch-Kincaid", "SMOG", "Mean", "Hardest section", "DISCERN"),
)
UNSCORED = "not scored"
# a row of the last table of scores: its last two cells, not the aim, which stands first
SCORED = re.compile(r"^\| ([^|]+) \| .*\| ([\d.]+) \| ([\d.]+) \|$", re.MULTILINE)
BESIDE_HEADING = "## Beside the best elsewhere\n"
LOOKED_HEADING = "## What was seen on the pages\n"
CHOICES_HEADING = "## How well they help to choose\n"
NUMBERS_HEADING = """\
## Where the numbers come from

What a second reader found when every printed number was held against the clinical fact sheet that
the handouts were written from: where the number stands, its source, the line of the sheet, the
verdict. Ids such as S65 are those of `content/sources.yaml`; GCK is general clinical knowledge,
which needs a clinician's review and carries no number. Then what the sheet has and the handout
leaves out on purpose.

Kept in `docs/content/`; change it there when a number changes.
"""


@dataclass(frozen=True)
class Row:
    """What is computed of one handout."""

    slug: str
    title: str
    version: str
    letter: int
    a4: int
    words: int
    grades: Grades
    apart: Grades
    hardest: str
    hardest_grade: float
    pictures: int
    lengths: tuple[int, ...]  # of sentences, in words

    def since(self, before: Mapping[str, object], scores: Mapping[str, str]) -> Iterator[str]:
        """Its lines of the table of before and after."""
        told = [str(before[name]) for name in BEFORE]
        yield _line((self.title, "before", *told, UNSCORED))
        short = 100 * sum(length <= SHORT for length in self.lengths) / len(self.lengths)
        average, grade = sum(self.lengths) / len(self.lengths), self.grades
        counts = (f"{self.letter} / {self.a4}", str(self.words), str(self.pictures))
        grades = (f"{figure:.1f}" for figure in (grade.kincaid, grade.smog, grade.mean))
        hardest = f"{self.hardest} ({self.hardest_grade:.1f})"
        rhythm = (f"{average:.1f}", f"{short:.0f}")
        score = scores.get(self.title, UNSCORED)
        yield _line(("", "now", *counts, *rhythm, *grades, hardest, score))

    def cells(self) -> tuple[str, ...]:
        return (
            self.title,
            self.version,
            f"{self.letter} / {self.a4}",
            str(self.words),
            *self.graded(),
        )

    def graded(self) -> tuple[str, ...]:
        grade = self.grades
        figures = (grade.kincaid, grade.smog, grade.fog, grade.ease, grade.mean, self.apart.mean)
        return *(
            f"{figure:.1f}" for figure in figures
        ), f"{self.hardest} ({self.hardest_grade:.1f})"


def rows(brochures: Brochures) -> tuple[Row, ...]:
    """A row for each English handout."""
    return tuple(_row(job.slug, brochures) for job in ON_LETTER if job.language == "en")


def _row(slug: str, brochures: Brochures) -> Row:
    letter, a4 = (brochures(Job(slug, "en", "standard", paper)) for paper in ("letter", "a4"))
    document = letter.document
    copy, _ = brochures.press.copy(slug, "en", TODAY)
    assert copy is not None
    by_section = {name: found.kincaid for name, found in copy.graded_sections().items()}
    hardest = max(by_section, key=by_section.__getitem__)
    version = plain(document.status).split()[1]
    printed = _printed(document, letter.contents)
    counts = (letter.count, a4.count, printed)
    kept = (copy.graded(), copy.graded(apart=True))
    hard = (hardest, by_section[hardest])
    pictures = sum(isinstance(part, Figure | IconArray) for part in walk(document.parts))
    told = (sentence for section in copy.sections for sentence in section.sentences)
    lengths = tuple(map(count, told))
    return Row(slug, document.title, version, *counts, *kept, *hard, pictures, lengths)


def _printed(document: Document, contents: dict[str, int]) -> int:
    """The number of words on paper: not what only a screen reader says of pictures and blanks."""
    unseen = [part.alt for part in walk(document.parts) if isinstance(part, Figure | IconArray)]
    unseen += [part.label for part in walk(document.parts) if isinstance(part, Blank)]
    return len(words(document, contents)) - sum(len(text.split()) for text in unseen)


def page(computed: Iterable[Row]) -> str:
    """The whole of docs/content.md."""
    computed = tuple(computed)
    table = [_line(HEAD), _line("---" for _ in HEAD), *(_line(row.cells()) for row in computed)]
    choices = (NUMBERS / "discern.md").read_text("utf-8")
    before = yaml.safe_load((NUMBERS / "before.yaml").read_text("utf-8"))
    scores = {title: f"{draft} / {whole}" for title, draft, whole in SCORED.findall(choices)}
    since = [_line(SINCE), _line("---" for _ in SINCE)]
    since += [line for row in computed for line in row.since(before[row.slug], scores)]
    blocks = [INTRODUCTION, "\n".join(table) + "\n", SINCE_HEADING, "\n".join(since) + "\n"]
    blocks += [BESIDE_HEADING, (NUMBERS / "beside.md").read_text("utf-8")]
    blocks += [LOOKED_HEADING, (NUMBERS / "looked.md").read_text("utf-8")]
    blocks += [CHOICES_HEADING, choices, NUMBERS_HEADING]
    for name, title in (
        ("common", "In every handout"),
        *((row.slug, row.title) for row in computed),
    ):
        path = NUMBERS / f"{name}.md"
        ledger = path.read_text("utf-8").strip() if path.exists() else "Not checked yet."
        blocks.append(f"### {title}\n\n{ledger}\n")
    return "\n".join(blocks)


def readme(computed: Iterable[Row], text: str) -> str:
    """README.md with the table of grades as computed."""
    head = (HEAD[0], *HEAD[4:])
    rows = (_line((row.title, *row.graded())) for row in computed)
    table = "\n".join((_line(head), _line("---" for _ in head), *rows))
    return TABLE.sub(lambda match: f"{match[1]}\n{table}\n{match[2]}", text)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def same(old: str, new: str) -> bool:
    """Whether two lines say the same, their decimal numbers within rounding."""
    number = re.compile(r"(?<![\w.])-?\d+\.\d\b")
    if number.sub("", old) != number.sub("", new):
        return False
    pairs = zip(number.findall(old), number.findall(new), strict=True)
    return all(abs(float(one) - float(other)) < TOLERANCE for one, other in pairs)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        computed = rows(Brochures(Path(folder)))
    PAGE.write_text(page(computed), "utf-8")
    README.write_text(readme(computed, README.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
