"""The English handouts as texts: easy to read, nothing untrue or unfit in them, every number with
its source, every part that a patient needs."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from handouts.checks.reading.passages import (
    FEWEST,
    LEAST,
    MARK,
    Passage,
    count,
    flat,
    judged,
    passages,
    sections,
)
from handouts.checks.reading.sentences import sentences
from handouts.content.shelf import MOST_WORDS, Glossary, Sources
from handouts.meaning.document import (
    Cell,
    Columns,
    Definitions,
    Document,
    Facts,
    Figure,
    FillIn,
    Heading,
    IconArray,
    Items,
    PageBreak,
    Panel,
    Paragraph,
    Part,
    Steps,
    Strip,
    Table,
    Timeline,
)
from handouts.meaning.parts import neighbours, said, sources, walk
from handouts.meaning.spans import Blank, Cite, Strong, Term, plain
from handouts.outputs.text.lines import render
from handouts.source.reader import validated
from handouts.source.values import replace
from tests.support import content_doc
from tests.support.brochures import CONTENT, ON_LETTER, Brochure, Brochures, each_brochure
from tests.support.quick import loaded
from tests.support.reading import grades
from tests.support.rows import rows

SLUGS = tuple(job.slug for job in ON_LETTER if job.language == "en")
GROUP = re.compile(r"(?m)^group: (?:procedure|disc-replacement)$")
OPERATIONS = tuple(
    slug
    for slug in SLUGS
    if GROUP.search((CONTENT / "handouts" / slug / "en.yaml").read_text("utf-8"))
)
Documents = Mapping[str, Document]


@pytest.fixture(scope="module")
def documents(brochures: Brochures) -> Documents:
    """Every English handout as meaning."""
    found = {}
    for slug in SLUGS:
        document, _, problems = brochures.press.document(slug, "en")
        assert document is not None, "\n".join(map(str, problems))
        found[slug] = document
    return found


@pytest.fixture(scope="module")
def told_by(documents: Documents) -> Callable[[str], Document]:
    return documents.__getitem__


each_document = rows("document", SLUGS, made="told_by")
each_operation = rows("operation", OPERATIONS, made="told_by")


def test_operations_are_those_that_belong_to_the_family(documents: Documents) -> None:
    found = [slug for slug, document in documents.items() if document.accent == "procedure"]
    assert sorted(found) == sorted(OPERATIONS)


@pytest.fixture(scope="module")
def texts(documents: Documents) -> Mapping[str, str]:
    """The text output of every handout, a line for each paragraph."""
    return {slug: render(document) for slug, document in documents.items()}


def record(name: str) -> dict[str, object]:
    tree = loaded((CONTENT / name).read_text("utf-8"))
    assert isinstance(tree, dict)
    return tree


def average(told: Iterable[str]) -> float:
    """The words of a sentence on average."""
    lengths = [count(sentence) for sentence in told]
    return sum(lengths) / max(1, sum(length >= FEWEST for length in lengths))


def whole(document: Document) -> tuple[str, ...]:
    """All sentences of a handout's prose."""
    return tuple(sentence for section in sections(document) for sentence in section.sentences)


# ------------------------------------------------------------------ how we count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You walk. We help.", ("You walk.", "We help.")),
        ("About 1.3 of 1,000 died.", ("About 1.3 of 1,000 died.",)),
        ("Ask Dr. Smith. Then rest.", ("Ask Dr. Smith.", "Then rest.")),
        ("It revs. Then it stops.", ("It revs.", "Then it stops.")),  # no "vs."
        ("Wound: keep it dry. Not sure? Ask us.", ("Wound: keep it dry.", "Not sure?", "Ask us.")),
        ('He said "go." We went', ('He said "go."', "We went")),
        ("From L4 to L5. 80 of 100 did well.", ("From L4 to L5.", "80 of 100 did well.")),
        ("", ()),
        ("\u9192\u6765\u3002\u5403\u996d\u3002", ("\u9192\u6765\u3002", "\u5403\u996d\u3002")),
        (
            "\u0627\u0633\u0623\u0644\u061f \u0646\u0639\u0645",
            ("\u0627\u0633\u0623\u0644\u061f", "\u0646\u0639\u0645"),
        ),
    ],
)
def test_sentences_are_split_where_a_reader_stops(text: str, expected: tuple[str, ...]) -> None:
    assert sentences(text, "en") == expected


def test_one_or_two_words_are_no_sentence() -> None:
    assert average(("Often, yes.", "You can walk as far as you like.")) == 10
    assert count("A low-back scan: about 1,000 times.") == 6


def test_grades_know_the_words_of_medicine() -> None:
    """Neither an unknown word nor a compound nor a full stop inside a number may make a text look
    easier."""
    assert (
        grades(("We do a laminectomy here now.",)).kincaid
        > grades(("We do a quick thing here now.",)).kincaid + 6
    )
    assert (
        grades(("The low-back bone is sore.",)).kincaid
        == grades(("The hardly bone is sore.",)).kincaid
    )
    assert (
        grades(("About 1.3 of 1,000 people died of it.",)).kincaid
        == grades(("About 1 of 1 people died of it.",)).kincaid
    )


# ------------------------------------------------------------------ easy to read

HARDEST_SECTION, HARDEST_HANDOUT = 6.0, 5.5  # school years by Flesch-Kincaid
LONGEST, LONG_ON_AVERAGE = 25, 13  # words of a sentence


@each_document
def test_every_section_can_be_read_after_six_years_of_school(document: Document) -> None:
    """Flesch-Kincaid at most 6.0. A section with fewer than 40 words of prose is too short to be
    judged by itself; it is judged with the section after it, the last one with the section
    before."""
    hard = [
        f"{name}: {grade:.2f}"
        for name, told in judged(sections(document))
        if (grade := grades(told).kincaid) > HARDEST_SECTION
    ]
    assert not hard


@each_document
def test_every_handout_can_be_read_by_a_child_of_eleven(document: Document) -> None:
    assert grades(whole(document)).kincaid <= HARDEST_HANDOUT


@each_document
def test_sections_are_long_enough_to_be_judged(document: Document) -> None:
    groups = judged(sections(document))
    assert all(sum(map(count, told)) >= LEAST for _, told in groups)
    assert [one for _, told in groups for one in told] == list(whole(document))


@each_document
def test_no_sentence_is_too_long(document: Document) -> None:
    """What a picture shows is told in sentences too: a screen reader reads them."""
    pictures = [
        one
        for part in walk(document.parts)
        if isinstance(part, Figure)
        for one in sentences(part.alt, "en")
    ]
    assert not [
        f"{count(one)} words: {one}"
        for one in (*whole(document), *pictures)
        if count(one) > LONGEST
    ]


@each_document
def test_sentences_are_short_on_average(document: Document) -> None:
    assert average(whole(document)) <= LONG_ON_AVERAGE


# ------------------------------------------------------------------ words that must not be printed

NUMERAL = (
    r"(?:\d|(?:every|two|three|four|five|six|seven|eight|nine|ten|twenty)\b"
    r"|a (?:hundred|thousand)\b)"
)

NECK_CHECK = r"\bclumsy[^.!?]*\? ask for a neck check"  # the one line that sends people on

# What is banned, the pattern that finds it, and the words where the same letters are right, each
# with the reason.
BANNED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("a percent", r"%|\bper ?cent", ()),
    ("a chance as 1 in N", rf"\b1 in {NUMERAL}|\bone in {NUMERAL}", ()),
    ("a success rate", r"\bsuccess rate", ()),
    ("a guarantee", r"\bguarante", (r"\bno guarantee",)),
    # the name of a law, in a source
    ("a promise about bills", r"\bno surprises", (r"\bthe no surprises act",)),
    (
        "a promise about cover",
        r"\bcovered (?:by|with) your plan|\bcovered by (?:your )?insurance",
        (),
    ),
    (
        "the neck",
        r"\bcervical|\bcollars?\b|\barms?\b",
        (
            r"\bchair with arms\b",
            r"with the arms swinging",  # how to walk, in a picture
            r"with their own arms and legs",  # how a patient gets up
            r"(?:reach forward with|add) the arm on the other side",  # an exercise
        ),
    ),
    (
        "the neck",
        r"\bnecks?\b",
        (
            r"\bstiff neck",  # with fever: a sign of infection near the nerves
            NECK_CHECK,
            r"low back and neck pain",  # in the title of a source
        ),
    ),
    (
        "the hands as a symptom",
        r"\bhands?\b",
        (
            NECK_CHECK,
            r"push up with your hands",  # getting out of bed
            r"by hand\b|\bhands-on\b",  # how a therapist treats
            r"\b(?:wash|clean) your hands\b",  # before the dressing is touched
            r"with a hand at the person's back",  # a helper's, in a picture
        ),
    ),
    ("a doctor who is no spine surgeon", r"\bmourad|\bfacial plastic", ()),
    (
        "an advert",
        (
            r"\bhighly trained|\boptimal|\bworld[- ]class|\bholistic|\blife[- ]changing|\bstate[- "
            r"]of[- ]the"
        ),
        (),
    ),
    ("a slip of the clinic's page", r"\bverves\b|\bspin fusion|\btwo of more|\bthat is which", ()),
)
PHONE = re.compile(
    r"(?<![\d/.-])(?:\+?\d{1,2}[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]?\d{4}(?!\d)"  # ten digits
    r"|(?<![\d/.-])\d{3}-\d{4}(?!\d)"  # seven digits
    r"|\+\d{2}|\btel:|\b(?:call|phone|dial|ring|text) (?!911\b)\d",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\S*\w\.\w\S*/\S*")
# Of the whole United States, with who answers; the clinical fact sheet allows these and no others.
# They need no source, since the clinic calls each one before it prints.
HELP_LINES = {
    "988": "low mood, crisis, thoughts of ending one's life",
    "1-800-784-8669": "to stop smoking",
    "1-800-662-4357": "alcohol and drugs",
    "1-800-222-1222": "too much medicine",
    "1-800-985-3059": "a bill that nobody expected",
    "1-800-633-4227": "Medicare",
}
HELP = re.compile(rf"(?<![\w-])(?:{'|'.join(HELP_LINES)})(?![\w-])")


def unfit(text: str) -> list[str]:
    """The banned phrases in ``text``, each with the words around it."""
    found = []
    for what, pattern, allowed in BANNED:
        rest = text
        for right in allowed:
            rest = re.sub(right, " ", rest, flags=re.IGNORECASE)
        for match in re.finditer(pattern, rest, re.IGNORECASE):
            found.append(f"{what}: ...{rest[max(0, match.start() - 30) : match.end() + 30]}...")
    return found


def written(path: Path) -> str:
    """The text of a content file on one line, without web addresses."""
    return ADDRESS.sub(" ", " ".join(path.read_text("utf-8").split()))


def printed(text: str) -> str:
    """A text output on one line, without web addresses."""
    return ADDRESS.sub(" ", " ".join(text.split()))


LISTS = CONTENT / "checks"  # of words that must not be written
TEXTS = (path for path in CONTENT.rglob("*.yaml") if path.stem == "en" or path.parent == CONTENT)
FILES = sorted(path for path in TEXTS if path.parent != LISTS)


@rows("path", FILES, ids=lambda path: path.relative_to(CONTENT).as_posix())
def test_nothing_unfit_is_written(path: Path) -> None:
    assert not unfit(written(path))


def test_nothing_unfit_is_printed(texts: Mapping[str, str]) -> None:
    found = {slug: unfit(printed(text)) for slug, text in texts.items()}
    assert not {slug: phrases for slug, phrases in found.items() if phrases}


def test_the_neck_check_is_one_line(texts: Mapping[str, str]) -> None:
    assert {
        len(re.findall(NECK_CHECK, printed(text), re.IGNORECASE)) for text in texts.values()
    } == {1}


def test_no_phone_number_is_invented(brochures: Brochures, texts: Mapping[str, str]) -> None:
    """Phone numbers stand in the clinic's own facts and nowhere else, but for national help lines;
    911 is no number of a clinic. The examples of facts.yaml are for the clinic's staff; what it has
    for paper is among the printed texts."""
    facts, _ = brochures.press.shop.facts(brochures.press.clinic, "en")
    assert facts
    values = (value for known in facts.known.values() for value in known.values)
    own = [text for value in values for text in (value.text, value.note) if text]
    files = {
        str(path): written(path)
        for path in FILES
        if path.name != "clinic.yaml" and not path.name.startswith("facts.")
    }
    for name, text in (files | {slug: printed(text) for slug, text in texts.items()}).items():
        rest = re.sub("|".join(map(re.escape, own)), " ", text) if own else text
        assert not invented(rest), name


def invented(text: str) -> list[str]:
    """The phone numbers in ``text`` that are no help line."""
    return [match[0] for match in PHONE.finditer(HELP.sub(" ", text))]


def test_every_handout_tells_the_help_lines(texts: Mapping[str, str]) -> None:
    found = {slug: set(HELP.findall(printed(text))) for slug, text in texts.items()}
    assert found == dict.fromkeys(texts, set(HELP_LINES))


@rows(
    "text",
    [
        *(
            "about 95% of the time",
            "20 percent",
            "1 in 20 people",
            "one in ten",
            "Our success rate",
            "We guarantee it",
        ),
        *(
            "There will be no surprises.",
            "It is covered by your plan.",
            "a cervical collar",
            "weak arms",
            "neck pain",
        ),
        *(
            "clumsy hands",
            "trouble with hand coordination",
            "Dr. Mourad",
            "spinal verves",
            "Spin fusion",
            "two of more",
        ),
        *("highly trained", "world-class care", "optimal care"),
    ],
)
def test_unfit_words_are_found(text: str) -> None:
    assert unfit(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "There is no guarantee.",
            "Complying with the No Surprises Act",
            "Fever with stiff neck",
            "no pain had one.",
        ),
        *(
            "Then push up with your hands.",
            "the handout",
            "about 1 of 1,000 people",
            "harm",
            "a third person in the room",
        ),
    ],
)
def test_right_words_are_let_through(text: str) -> None:
    assert not unfit(text)


@pytest.mark.parametrize(
    "text", ["212-555-0100", "(212) 555-0100", "call 555-0100", "tel:911", "Call 999", "+44 20"]
)
def test_phone_numbers_are_found(text: str) -> None:
    assert invented(text)


@pytest.mark.parametrize("text", ["1-800-784-8660", "1-800-784-8669-01", "call 9880", "text 98"])
def test_a_help_line_with_another_digit_is_found(text: str) -> None:
    assert invented(text)


def test_help_lines_are_let_through() -> None:
    assert not [line for line in HELP_LINES if invented(f"Call or text {line}, day and night.")]


@pytest.mark.parametrize(
    "text", ["Call 911 now.", "weeks 4-6", "2020-2024", "578,457 operations", "L4-L5", "0 to 390"]
)
def test_other_numbers_are_no_phone_numbers(text: str) -> None:
    assert not PHONE.search(text)


# ------------------------------------------------------------------ numbers and their sources

NUMBER = re.compile(
    r"(?<![\w.,])\d[\d,.]*\w*"  # in digits; "L5" and "S1" are names
    r"|\b(?:half|halves|twice|thrice|doubled?|triple|quarters?|thirds)\b",  # or in words
    re.IGNORECASE,
)
# Numbers that need no source: (the words around them, why).
NO_SOURCE = (
    (HELP.pattern, "a national help line"),
    (r"\b911\b", "the emergency number"),
    (r"\bpain syndrome type 2\b", "part of a name"),
)


def bare_numbers(text: str) -> list[str]:
    """The numbers in ``text`` that need a source, whether or not they have one."""
    for pattern, _ in NO_SOURCE:
        text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    return [match[0] for match in NUMBER.finditer(text)]


def uncited(passage: Passage) -> list[str]:
    """The numbers of a passage that no citation mark follows."""
    return bare_numbers(MARK.split(passage.marked)[-1])


def told(document: Document) -> Iterator[Passage]:
    """What a handout says, as far as it is neither a table nor a picture of people."""
    for section in sections(document):
        yield from (one for one in section.passages if not isinstance(one.part, Table | IconArray))


@each_document
def test_numbers_in_running_text_have_a_source(document: Document) -> None:
    """A number's mark stands in its own sentence, right after it, or after a later sentence of the
    same block: one paragraph, entry, step, fact or stage. A mark before a number does not count,
    nor one in another block. A number is anything in digits, and half, twice and the like.

    Not looked at, because no fact of medicine stands there: the heads of stages ("Weeks 1 to 2":
    the plan's own calendar), numbers of steps, lines for document control, and what the clinic
    fills in.
    """
    found = [(uncited(passage), passage.text) for passage in told(document)]
    assert not [f"{', '.join(numbers)}: {text}" for numbers, text in found if numbers]


@each_document
def test_no_number_stands_where_no_source_can(document: Document) -> None:
    """Headings, titles, questions and what pictures show are words alone."""
    texts = [
        text
        for part in walk(document.parts)
        for text in (
            getattr(part, "title", ""),
            getattr(part, "alt", ""),
            getattr(part, "label", ""),
        )
        if not isinstance(part, IconArray | Blank)  # a blank is called after what was looked at
    ]
    texts += [
        one.label
        for part in walk(document.parts)
        if isinstance(part, FillIn)
        for one in part.fields
    ]
    texts += [
        one.label for part in walk(document.parts) if isinstance(part, Facts) for one in part.items
    ]
    texts += [part.text for part in walk(document.parts) if isinstance(part, Heading)]
    assert not [text for text in texts if bare_numbers(text)]


def cited(*parts: Part | None) -> bool:
    return bool(sources(part for part in parts if part))


def cited_in(row: tuple[Cell, ...]) -> bool:
    return any(
        isinstance(span, Cite) for cell in row for spans in cell.paragraphs for span in spans
    )


@each_document
def test_numbers_in_tables_have_a_source(document: Document) -> None:
    """The mark stands in the same row, or at the end of the paragraph right before or after the
    table."""
    for before, part, after in neighbours(document.parts):
        if not isinstance(part, Table):
            continue
        near = any(isinstance(beside, Paragraph) and cited(beside) for beside in (before, after))
        rows = [row for row in part.rows if bare_numbers(" ".join(words_of(row)))]
        missing = [" | ".join(words_of(row)) for row in rows if not near and not cited_in(row)]
        heads = bare_numbers(" ".join((part.caption, *part.head)))
        assert not missing
        assert not heads or near or any(map(cited_in, part.rows)), part.caption


def words_of(row: tuple[Cell, ...]) -> list[str]:
    """The words of the cells of a row, without their marks, and without what an empty cell is
    called: that counts the rows."""
    cells = (spans for cell in row for spans in cell.paragraphs)
    return [
        plain(tuple(span for span in spans if not isinstance(span, Cite | Blank)))
        for spans in cells
    ]


@each_document
def test_pictures_of_people_have_a_source(document: Document) -> None:
    """In their own words; two beside each other share those of the paragraph after them."""
    for _, part, after in neighbours(document.parts):
        shared = isinstance(after, Paragraph) and cited(after)
        if isinstance(part, IconArray):
            assert cited_in((Cell((part.group,)),)) or not part.group, part.alt
        if isinstance(part, Columns):
            alone = [one for one in walk((part,)) if isinstance(one, IconArray) and not one.group]
            assert shared or not alone, alone


# also with spaces that do not break
OUT_OF = re.compile(r"(?:\d|\bout)\sof\s(?:every )?(\d[\d,]*\b)")


@each_document
def test_tables_have_one_denominator(document: Document) -> None:
    """100 or 1,000. So do pictures of people, lists and paragraphs: nobody should have to do
    sums."""
    blocks = [
        " ".join((part.caption, *part.head, *(" ".join(words_of(row)) for row in part.rows)))
        for part in walk(document.parts)
        if isinstance(part, Table)
    ]
    for part in walk(document.parts):
        if isinstance(part, Paragraph | Items | Steps | IconArray):
            blocks.append(
                " ".join((getattr(part, "alt", ""), *(one.text for one in passages(part))))
            )
    for block in blocks:
        assert set(OUT_OF.findall(block)) in (set(), {"100"}, {"1,000"}), block


@pytest.mark.parametrize(
    ("marked", "bare"),
    [
        ("About 20 of 100 did. [S1]", []),
        ("About 20 of 100 did.[S1] Few died.", []),
        ("About 20 of 100 did. Few died. [S1][S2]", []),
        ("In one trial [S1] about 20 did.", ["20"]),
        ("It took 3 weeks [S1] and then 4.", ["4."]),
        ("Half of them, or about 1.3. [S1] It helps twice as fast.", ["twice"]),
        ("Call 911. It sits between L4 and S1.", []),
        ("Persistent spinal pain syndrome type 2.", []),
        ("A 3-week plan.", ["3"]),
    ],
)
def test_numbers_without_a_source_are_found(marked: str, bare: list[str]) -> None:
    assert uncited(Passage(marked, Paragraph(()))) == bare


# ------------------------------------------------------------------ what every handout has


def under(document: Document, name: str) -> tuple[Part, ...]:
    """The parts between the heading ``name`` and the next of level 2."""
    parts = flat(document)
    starts = [
        number for number, part in enumerate(parts) if isinstance(part, Heading) and part.level == 2
    ]
    for start, end in pairwise((*starts, len(parts))):
        part = parts[start]
        if isinstance(part, Heading) and part.id == name:
            return tuple(one for one in parts[start + 1 : end] if not isinstance(one, PageBreak))
    return ()


def heading(document: Document, name: str) -> str:
    return next(
        (part.text for part in flat(document) if isinstance(part, Heading) and part.id == name), ""
    )


def lists(document: Document) -> list[Part]:
    """Tick lists and steps of the handout itself, not those of its questions."""
    questions = under(document, "talk")
    body = tuple(part for part in flat(document) if part not in questions)
    return [
        part
        for part in walk(body)
        if isinstance(part, Steps) or (isinstance(part, Items) and part.kind == "tick")
    ]


BALANCE = {
    "benefits": r"\bgood\b|\bhelp\b|\bbenefit",
    "risks": r"\brisks?\b",
    "choices": r"\bother choices\b|\balternatives\b",
}
NOTHING = re.compile(r"\bdo(?:ing)? nothing\b", re.IGNORECASE)


@each_operation
def test_operations_tell_both_sides(operation: Document) -> None:
    """Benefits, risks, other choices and doing nothing, each where a reader finds it: the first
    three are sections, doing nothing is marked by a heading or in bold among the choices, and
    something is said of it."""
    for name, sign in BALANCE.items():
        assert under(operation, name), f"the section '{name}' is missing"
        assert re.search(sign, heading(operation, name), re.IGNORECASE), heading(operation, name)
    choices = under(operation, "choices")
    marks = [
        part.text
        for part in walk(choices)
        if isinstance(part, Strong | Heading) and NOTHING.search(part.text)
    ]
    assert marks, "nothing is said of doing nothing"
    after = " ".join(_all_words(choices)).partition(marks[0])[2]
    assert count(after) >= 8, "too little is said of doing nothing"


def _all_words(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        yield from (part.text for part in walk((part,)) if isinstance(part, Heading))
        yield from (passage.text for passage in passages(part))


@each_operation
def test_operations_are_a_way_with_stages(operation: Document) -> None:
    assert any(isinstance(part, Items) for part in lists(operation)), "no tick list"
    assert any(isinstance(part, Timeline | Steps) for part in walk(operation.parts)), (
        "no timeline, no steps"
    )


FEWEST_PICTURES = 4  # with that of the cover


@each_document
def test_every_handout_shows_what_it_tells(document: Document) -> None:
    pictures = [part for part in walk(document.parts) if isinstance(part, Figure)]
    assert len(pictures) >= FEWEST_PICTURES


@each_operation
def test_operations_show_before_and_after_numbers_and_the_way(
    operation: Document, brochures: Brochures
) -> None:
    """A pair of pictures, two pictures of people at least (the arms of a comparison are two), what
    is good as one of them, what can go wrong as a table of counts, one timeline."""
    words = brochures.press.shelf("en").locale
    assert words
    titles = (words.words.before, words.words.after)
    strips = [part for part in walk(operation.parts) if isinstance(part, Strip)]
    missing = {
        "a pair before and after": not any(
            tuple(one.title for one in strip.figures) == titles for strip in strips
        ),
        "two pictures of people": sum(isinstance(part, IconArray) for part in walk(operation.parts))
        < 2,
        "a picture of people under its benefits": not any(
            isinstance(part, IconArray) for part in walk(under(operation, "benefits"))
        ),
        "a table of risks": not any(
            isinstance(part, Table) and part.numbers for part in walk(under(operation, "risks"))
        ),
        "a timeline": not any(isinstance(part, Timeline) for part in walk(operation.parts)),
    }
    assert not [what for what, is_missing in missing.items() if is_missing]


@each_document
def test_no_figure_is_shown_twice(document: Document) -> None:
    """The picture of the cover may come again."""
    names = [part.name for part in walk(document.parts) if isinstance(part, Figure)][1:]
    assert not sorted({name for name in names if names.count(name) > 1})


@each_document
def test_every_handout_gives_something_to_do(document: Document) -> None:
    assert lists(document)


@each_document
def test_every_handout_has_questions_to_ask(document: Document) -> None:
    (questions,) = (part for part in under(document, "talk") if isinstance(part, Items))
    assert 5 <= len(questions.items) <= 8
    assert all(plain(item.spans).endswith("?") for item in questions.items)


Told = tuple[str, ...]


def help_of(document: Document) -> tuple[Told, ...]:
    """What stands under "When to get help": each panel, its role, its title and its lines. Marks
    count the sources of one handout, so they are left out."""
    panels = [part for part in under(document, "help") if isinstance(part, Panel)]
    assert panels
    assert set(map(type, under(document, "help"))) == {Panel}, "something stands beside the panels"
    lines = (render(replace(document, parts=panel.parts)).splitlines() for panel in panels)
    return tuple(
        (panel.role, panel.title, *(re.sub(r" \[\d+\]", "", line) for line in told if line))
        for panel, told in zip(panels, lines, strict=True)
    )


def test_emergency_signs_are_the_same_everywhere(
    documents: Documents, texts: Mapping[str, str]
) -> None:
    """To the letter. Handouts for readers who need more signs (after surgery, after a needle) tell
    them in the same panels, and none of the others is left out or stands in another order."""
    for slug, document in documents.items():
        assert texts[slug].count(f"## {heading(document, 'help')}\n") == 1, slug
    told = {help_of(document) for document in documents.values()}
    core, *longer = sorted(told, key=lambda panels: sum(map(len, panels)))
    assert len(longer) == 3  # after a needle, after surgery, after surgery through the belly
    assert [panel[0] for panel in core] == ["emergency", "warning"]
    assert "911" in core[0][1]
    for panels in longer:
        assert [panel[:2] for panel in core] == [panel[:2] for panel in panels]
        for few, more in zip(core, panels, strict=True):
            assert [line for line in more if line in few] == list(few)
        assert sum(map(len, panels)) > sum(map(len, core))


@each_brochure
def test_pages(brochure: Brochure) -> None:
    """A brochure fills 14 to 28 pages, on both papers; in larger print it may be longer. Its last
    page lies face up on a kitchen table, so it is the back of a sheet."""
    assert brochure.count >= 14
    assert brochure.count <= 28 or brochure.job.edition != "standard"
    assert brochure.count % 2 == 0


# ------------------------------------------------------------------ the clinic's page

TOPICS = {
    **{
        "numbness": r"\bnumb",
        "tingling": r"\btingling",
        "burning": r"\bburning",
        "weakness": r"\bweak(?:ness)?\b",
    },
    **{
        "stiffness": r"\bstiff(?:ness)?\b(?! neck)",
        "trouble walking": r"\btrouble walking",
        "reflexes": r"\breflexes",
    },
    **{
        "X-ray": r"\bX-rays?\b",
        "MRI": r"\bMRI\b",
        "CT": r"\bCT\b",
        "myelogram": r"\bmyelogram",
        "EMG": r"\bEMG\b",
    },
    **{
        "NSAID": r"\bibuprofen (?:and|or) naproxen\b",
        "steroid": r"\bsteroid",
        "heat": r"\bheat\b",
        "cold": r"\bcold\b",
    },
    **{"physical therapy": r"\bphysical therap", "brace": r"\bbraces?\b", "weight": r"\bweight\b"},
    **{"posture": r"\bposture\b", "lifting": r"\blift(?:ing)?\b", "exercise": r"\bexercises?\b"},
    **{
        "insurance": r"\binsurance\b",
        "plan": r"\byour plan\b",
        "cost estimate": r"\bcost estimate\b",
        "network": r"\bnetwork\b",
    },
    **{
        "laminectomy": r"\blaminectomy",
        "laminotomy": r"\blaminotomy",
        "discectomy": r"(?<!micro)discectomy",
    },
    **{
        "microdiscectomy": r"\bmicrodiscectomy",
        "artificial disc": r"\bartificial disc",
        "fusion": r"\bfusion\b",
    },
    **{
        "bone graft": r"\bbone graft",
        "screws and rods": r"\bscrews and rods\b",
        "no promise": r"\bno one can promise",
    },
    **{
        "another surgeon": r"\bsecond opinion|\banother (?:surgeon|doctor)",
        "old surgery notes": r"\bsurgery (?:notes|reports)",
    },
}
# What the clinic's page says and the facts do not bear out, or what belongs to another part of the
# body.
ERRORS = (
    *(
        r"\b95 of 100 (?:do|are|have)\b",
        r"\bvery predictabl",
        r"\bmuch more rapidly",
        r"\bexcellent (?:predictive )?result",
    ),
    *(
        r"\bin most but not all",
        r"\bmost common cause of failed",
        r"\bessential by insurance",
        r"\bshould be covered",
    ),
    *(
        r"\breplaces the bulging disc",
        r"\bsupport (?:your|the) spinal cord",
        r"\bacute bleeding",
        r"\bhand coordination",
    ),
    *(
        r"\bpermanently fuse",
        r"\bplastic or metal screws",
        r"\bmicroscope to make a small opening",
        r"\bparamount\b",
    ),
    *(
        r"\ball or a portion of the bulging",
        r"\bonly a single disc",
        r"\bpersonali[sz]ed\b",
        r"\bdouble board",
    ),
    *(
        r"\bmake an appointment\b.*\bmake an appointment\b",
        r"\blink to\b",
        r"\bspinal cord (?:compression|spinal)",
    ),
)


@rows("topic", TOPICS)
def test_every_topic_of_the_clinics_page_is_told(topic: str, texts: Mapping[str, str]) -> None:
    assert [
        slug
        for slug, text in texts.items()
        if re.search(TOPICS[topic], told_part(text), re.IGNORECASE)
    ]


@rows("error", ERRORS)
def test_no_error_of_the_clinics_page_is_told(error: str, texts: Mapping[str, str]) -> None:
    assert not [
        slug for slug, text in texts.items() if re.search(error, printed(text), re.IGNORECASE)
    ]


def told_part(text: str) -> str:
    """A text output up to the words to know: what the handout itself tells, on one line."""
    return " ".join(
        text.partition("\n## Words to know\n")[0].partition("\n## Talk with us\n")[0].split()
    )


# ------------------------------------------------------------------ words to know, sources


def test_definitions_are_short(brochures: Brochures) -> None:
    glossary = validated(Glossary, record("glossary/en.yaml"))
    long = {
        term: count(entry.definition)
        for term, entry in glossary.root.items()
        if count(entry.definition) > MOST_WORDS
    }
    assert not long


@each_document
def test_only_words_in_use_are_explained(document: Document) -> None:
    """Each word of the list is marked where the handout uses it, once, and stands in its text."""
    marked = [part for part in walk(document.parts) if isinstance(part, Term)]
    explained = [
        entry.term.lower()
        for part in document.parts
        if isinstance(part, Definitions)
        for entry in part.entries
    ]
    assert sorted(explained) == sorted({part.key.lower() for part in marked})
    assert len(marked) == len(explained), "a word is marked more than once"
    text = told_part(render(document)).lower()
    assert not [part.text for part in marked if part.text.lower() not in text]


# Copies, news and summaries on which the facts were read. What we print is the publisher's own
# address, or none.
COPIES = (
    *(
        "1library.net",
        "1stchoicepharmacy.co.uk",
        "aspenphysio.co.uk",
        "azurewebsites.net",
        "blogspot.com",
    ),
    *(
        "boots.com",
        "chiro.org",
        "clinicaladvisor.com",
        "coek.info",
        "coloradopaincare.com",
        "consumermedsafety.org",
    ),
    *(
        "dntb.gov.ua",
        "eshikshya.org",
        "guidelinecentral.com",
        "gvmrussia.ru",
        "health32.com",
        "healthmedicinet.com",
    ),
    *(
        "litmetric.com",
        "mdlinx.com",
        "medilib.ir",
        "nzdoctor.co.nz",
        "orthoglobe.org",
        "paperexplained.cn",
    ),
    *(
        "pathway.md",
        "pcmedproject.com",
        "ptcommunity.com",
        "researcher.life",
        "rnceus.com",
        "rtmagazine.com",
    ),
    *(
        "samuelalcalde.com",
        "scribd.com",
        "sogacot.org",
        "stlukefasthealth.com",
        "vdocuments.us",
        "wikidoc.org",
    ),
    *("wikipedia.org", "wordpress.com", "zana.com"),
)


def host(address: str) -> str:
    return address.partition("://")[2].partition("/")[0].lower()


def copied(address: str) -> bool:
    return (
        any(f".{host(address)}".endswith(f".{copy}") for copy in COPIES) or address.count("://") > 1
    )


@each_document
def test_cited_sources_say_who_and_what(document: Document) -> None:
    sources = validated(Sources, record("sources.yaml"))
    for reference in document.references:
        source = sources.root[reference.id]
        assert source.organisation.strip(), reference.id
        assert source.title.strip(), reference.id


def test_addresses_are_the_publishers_own() -> None:
    sources = validated(Sources, record("sources.yaml"))
    assert not {
        name: source.address for name, source in sources.root.items() if copied(source.address)
    }


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://www.stlukefasthealth.com/goto.php?url=x", True),
        ("https://en.wikidoc.org/index.php", True),
        ("https://example.org/https://other.example", True),
        ("https://www.nhs.uk/conditions/", False),
        ("https://notzana.community/", False),
        ("", False),
    ],
)
def test_copies_are_found(address: str, expected: bool) -> None:
    assert copied(address) is expected


# ------------------------------------------------------------------ the page about the content


def test_a_score_of_a_handout_is_never_its_aim() -> None:
    """Which stands in the first column of numbers of each table of scores."""
    table = "| Title | 74 | 71 | 76 | 72.5 | 77 |\n| Other | 70 | 69 | 71 |\n"
    assert content_doc.SCORED.findall(table) == [("Title", "72.5", "77"), ("Other", "69", "71")]


def test_the_page_about_the_content_is_up_to_date(brochures: Brochures) -> None:
    """docs/content.md: rows as now, numbers within rounding. To write it anew: python -m
    tests.support.content_doc"""
    found, expected = (
        content_doc.PAGE.read_text("utf-8"),
        content_doc.page(content_doc.rows(brochures)),
    )
    lines = list(zip(found.splitlines(), expected.splitlines(), strict=True))
    assert not [f"{old} should be {new}" for old, new in lines if not content_doc.same(old, new)]


def test_the_grades_in_the_readme_are_up_to_date(brochures: Brochures) -> None:
    found = content_doc.README.read_text("utf-8")
    expected = content_doc.readme(content_doc.rows(brochures), found)
    assert "Mean" in found, "where is the table of grades?"
    lines = list(zip(found.splitlines(), expected.splitlines(), strict=True))
    assert not [f"{old} should be {new}" for old, new in lines if not content_doc.same(old, new)]


PRINTED = re.compile(r"(?<![\w.,])\d(?:[\d,.]*\d)?")
REST = re.compile(r"\([^()]*\d without\)")  # the other people of a count: the program's own sum


def numbers_in(text: str) -> list[str]:
    """The numbers in ``text``, but for help lines: their digits are not numbers each by itself."""
    return PRINTED.findall(HELP.sub(" ", text))


def test_every_help_line_was_read_against_its_source() -> None:
    checked = (content_doc.NUMBERS / "common.md").read_text("utf-8")
    assert set(HELP.findall(checked)) == set(HELP_LINES)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_number_was_read_against_its_source(slug: str, documents: Documents) -> None:
    """Each number in running text and in tables stands in the table of numbers of its handout, or
    of all handouts."""
    document = documents[slug]
    checked = "".join(
        (content_doc.NUMBERS / f"{name}.md").read_text("utf-8") for name in (slug, "common")
    )
    arrays = (part for part in walk(document.parts) if isinstance(part, IconArray))
    sums = {" ".join(plain(part.no).split()) for part in arrays}  # the program's own
    told = [passage.text for section in sections(document) for passage in section.passages]
    said = [text for text in told if text not in sums]
    tables = (part for part in walk(document.parts) if isinstance(part, Table))
    said += [word for table in tables for row in table.rows for word in words_of(row)]
    found = {number: text for text in said for number in numbers_in(REST.sub("", text))}
    known = {"100", "1,000", *numbers_in(checked)}
    assert not {number: text for number, text in found.items() if number not in known}


# ------------------------------------------------------------------ what only some operations have

THROUGH_THE_BELLY = {"artificial-disc", "spinal-fusion"}


@pytest.mark.parametrize("view", ["large", "card"])
def test_a_cold_leg_is_a_sign_of_operations_through_the_belly_alone(
    brochures: Brochures, view: str
) -> None:
    """Clinical facts, E1.12: it comes with a way in through the belly."""
    told = {slug: brochures.press.shop.document(slug, "en", view)[0] for slug in OPERATIONS}
    words = {
        slug: [plain(text.spans) for text in said(one.parts)] for slug, one in told.items() if one
    }
    found = {slug for slug, texts in words.items() if any("Cold leg" in text for text in texts)}
    assert found == THROUGH_THE_BELLY


def test_a_disc_is_not_asked_for_its_side(brochures: Brochures) -> None:
    """It is put in from the front, in the middle; all else is asked as in other operations."""
    asked = {}
    for slug in OPERATIONS:
        document = brochures.press.shop.document(slug, "en", "brochure")[0]
        assert document
        fields = (part.fields for part in walk(document.whole) if isinstance(part, FillIn))
        asked[slug] = {one.name or one.label for some in fields for one in some}
    disc, other = asked["artificial-disc"], asked["spinal-fusion"]
    assert "talk.side" in other and "talk.side" not in disc
    assert "talk.level" in disc
    assert not [one for one in disc if "side" in one.lower().split()]
