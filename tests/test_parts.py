"""The one traversal: what parts say and hold, the same parts with other words, and that no kind of
part is missed."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from handouts.meaning import document as meaning
from handouts.meaning.document import (
    Banner,
    Cell,
    Code,
    Columns,
    Contents,
    Cover,
    Document,
    Each,
    Fact,
    Facts,
    Field,
    Figure,
    FillIn,
    Group,
    Heading,
    Item,
    Items,
    Noted,
    PageBreak,
    Panel,
    Paragraph,
    Part,
    Reference,
    References,
    Stage,
    Strip,
    Table,
    Timeline,
    When,
)
from handouts.meaning.parts import (
    asked,
    children,
    cites,
    every,
    headings,
    neighbours,
    places,
    said,
    sources,
    walk,
    words,
)
from handouts.meaning.remaking import remade
from handouts.meaning.spans import (
    Cite,
    Foreign,
    Given,
    Link,
    Open,
    Spans,
    Strong,
    Term,
    Text,
    plain,
)
from handouts.meaning.telling import LEAVES, Run, Told, content
from handouts.outputs.text import lines as text
from handouts.source.problems import Where
from handouts.views.alone import alone
from tests.support.brochures import ROOT
from tests.support.examples import EXAMPLES
from tests.support.rows import rows

COVER = Cover(
    *("Operation", "A disc", "In short", "What it is for."),
    Figure("spine", "A spine.", (Text("See it. "), Cite("S3"))),
    *("For whom", (Text("For you. "), Cite("S4")), (Text("Version 1, "), Open("handout.state"))),
)
# What no block is lowered to: views make it.
OF_VIEWS: tuple[Part, ...] = (
    COVER,
    Banner("Operation", "A disc", "In short"),
    Heading("At a glance", 2, "glance", listed=True),
    Facts((Fact("walk", "How long", (Text("A week. "), Cite("S5"))),)),
    Contents("What is in it", 0, (("glance", "At a glance"),)),
    Panel(
        "note",
        "Lines",
        (
            FillIn(
                (Field("", spoken="Why me?"), Field("Phone", value=(Given("555-0100", "phone"),)))
            ),
        ),
    ),
    Code("https://clinic.example"),
    Noted(Paragraph((Text("Noted."),)), ((Text("A note"),), (Text("Another"),))),
    Each("team"),
    PageBreak(),
)
SHOWN: dict[str, tuple[Part, ...]] = {
    **{name: parts for name, (_, parts) in EXAMPLES.items()},
    **{type(part).__name__: (part,) for part in OF_VIEWS},
}
WAITING = [
    name
    for name, parts in SHOWN.items()
    if any(isinstance(part, When | Each) for part in walk(parts))
]
OF_PAGES = {Banner, Contents}  # there is one in a document, if any
PARTS = tuple(part for parts in SHOWN.values() for part in parts)


def paragraph(*words: str) -> Paragraph:
    return Paragraph(tuple(map(Text, words)))


def told(part: Part) -> list[tuple[str, str]]:
    return [(one.kind, plain(one.spans)) for one in words(part)]


def document(parts: tuple[Part, ...]) -> Document:
    listed = (part for part in walk(parts) if isinstance(part, References))
    known = tuple(entry for part in listed for entry in part.entries)
    return Document("", "", "", (), "en", "2026-01-01", "procedure", (), parts, known)


def kept(part: Part) -> tuple[Part, ...]:
    return (part,)


def same(spans: Spans) -> Spans:
    return spans


def test_every_kind_of_part_is_among_the_examples() -> None:
    assert {type(part) for part in walk(PARTS)} >= set(get_args(Part))


# ------------------------------------------------------------------ reading


@rows("name", [name for name in SHOWN if name not in WAITING])
def test_nothing_that_is_heard_is_missed_and_nothing_else_is_told(name: str) -> None:
    """In the order of the text output, which adds numbers and what stands between a field and its
    value."""
    heard = text.words(document(SHOWN[name]), {"glance": 1})
    spoken = (plain(one.spans) for one in said(SHOWN[name]) if one.kind != "spoken")
    assert _bare(" ".join(spoken)) == _bare(" ".join(heard))


def _bare(words: str) -> list[str]:
    # numbers of sources, steps and pages, marks of typography
    marks = r"\[\d+\]|(?<![\w.,])\d\.?(?![\w.,])|[:\u00b7]"
    return re.sub(marks, " ", words).split()


@pytest.mark.parametrize("name", WAITING)
def test_what_waits_for_a_fact_is_never_shown(name: str) -> None:
    """Nobody may print a document that no clinic has filled in."""
    with pytest.raises(TypeError, match="fill it first"):
        text.words(document(SHOWN[name]))


def test_both_sides_of_what_waits_are_read() -> None:
    """Rules look at a document before any clinic has filled it in."""
    either = When("phone", (paragraph("Call."),), (paragraph("Ask."), paragraph("Wait.")))
    assert [plain(one.spans) for one in said((either, Each("team")))] == ["Call.", "Ask.", "Wait."]


def test_every_fact_that_is_asked_for_comes_with_its_place() -> None:
    """In reading order: by a part, a field, an address or a text, at its entry's place or about
    there."""
    whole, entry = Where("a.yaml", 1), Where("a.yaml", 3)
    inner = (
        When("phone", (Each("team", at=entry),), (Paragraph((Open("fever"),)),)),
        FillIn((Field("Work", fact="work", at=entry), Field("Notes"))),
        Code("", "website"),
        Code("https://clinic.example"),
        Table("", ("A", "B"), ((Cell(((Text("a"),),)), Cell(((Open("driving"),),), at=entry)),)),
    )
    assert list(asked((Panel("note", "Note", inner, at=whole),))) == [
        ("phone", whole),
        ("team", entry),
        ("fever", whole),
        ("work", entry),
        ("website", whole),
        ("driving", entry),
    ]


def test_what_only_a_screen_reader_says_is_told() -> None:
    assert told(FillIn((Field("", spoken="Why me?"),))) == [("spoken", "Why me?")]


def test_words_know_what_they_are() -> None:
    side = Field("Side", options=("Left", "Right"), value=(Text("Left"),))
    assert told(FillIn((side,))) == [
        ("field", "Side"),
        ("value", "Left"),
        ("field", "Left"),
        ("field", "Right"),
    ]
    assert told(References((Reference("S1", "A house.", "https://www.a.example/"),))) == [
        ("source", "A house."),
        ("address", "a.example"),
    ]
    assert [kind for kind, _ in told(COVER)] == [*["title"] * 3, "prose", "title", "prose", "small"]
    assert told(Paragraph((Text("Draft"),), "small")) == [("small", "Draft")]


def test_words_and_children_know_their_place() -> None:
    entry, whole = Where("a.yaml", 3), Where("a.yaml", 1)
    inner = paragraph("Walk.")
    stages = Timeline((Stage("Day 1", (inner,), at=entry),), at=whole)
    assert list(words(stages)) == [Told("label", (Text("Day 1"),), entry)]
    assert list(children(stages)) == [(inner, entry)]
    assert [one.at for one in said((stages,))] == [entry, entry]
    assert [one.at for one in said((Panel("note", "Note", (inner,), at=whole),))] == [whole, whole]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_every_part_is_met_where_it_stands(part: Part) -> None:
    def inside(whole: Part) -> list[Part]:
        return [whole, *(one for below, _ in children(whole) for one in inside(below))]

    assert list(every((part,))) == inside(part)


def test_parts_come_in_reading_order() -> None:
    """What stands below an entry comes before the next entry."""
    below = Items("bullet", (Item((Cite("S2"),)),))
    listed = Items("bullet", (Item((Cite("S1"),), (below,)), Item((Cite("S3"),))))
    assert list(walk((listed,))) == [listed, Cite("S1"), below, Cite("S2"), Cite("S3")]
    assert sources((listed, Paragraph((Cite("S1"),)))) == ("S1", "S2", "S3")
    assert sources((COVER,)) == ("S3", "S4")


def test_neighbours_are_of_one_place() -> None:
    one, two, three, four = map(paragraph, "abcd")
    columns = Columns(((one, two), (three,)))
    assert list(neighbours((columns, four))) == [
        (None, columns, four),
        (None, one, two),
        (one, two, None),
        (None, three, None),
        (columns, four, None),
    ]


def test_places_are_those_of_headings_words_and_sources() -> None:
    parts = (
        *EXAMPLES["glossary"][1],
        Heading("Here", 2, "here"),
        *EXAMPLES["sources"][1],
        Heading("There", 3),
    )
    assert places(parts) == {"term:disc", "term:herniated disc", "here", "S1", "S2"}
    assert [one.text for one in headings((Group(parts),))] == ["Here", "There"]


# ------------------------------------------------------------------ writing


@rows("part", PARTS, ids=lambda part: type(part).__name__)
def test_a_part_of_which_nothing_changes_is_the_same_object(part: Part) -> None:
    assert remade(part, same, kept) is part
    assert remade(part, lambda spans: tuple(list(spans)), kept) is part


@rows("part", PARTS, ids=lambda part: type(part).__name__)
def test_every_rich_text_is_replaced(part: Part) -> None:
    """And at any depth, where what is inside is remade as well; words that are no rich text
    stay."""

    def foreign(spans: Spans) -> Spans:
        return tuple(Foreign(plain((span,)), "es") for span in spans)

    def inner(part: Part) -> tuple[Part, ...]:
        return (remade(part, foreign, inner),)

    (new,) = inner(part)
    assert type(new) is type(part)
    rich = {"prose", "small", "cell", "note", "value"}
    before = [one for one in said((part,)) if one.kind in rich]
    after = [one for one in said((new,)) if one.kind in rich]
    assert [plain(one.spans) for one in after] == [plain(one.spans) for one in before]
    left = {
        plain(one.spans)
        for one in after
        if not all(isinstance(span, Foreign) for span in one.spans)
    }
    assert left <= {COVER.purpose}
    others = [[one for one in said((whole,)) if one.kind not in rich] for whole in (part, new)]
    assert others[0] == others[1]


@rows("part", PARTS, ids=lambda part: type(part).__name__)
def test_a_citation_is_found_wherever_it_may_stand(part: Part) -> None:
    """At the end of every rich text of each kind of part."""

    def citing(spans: Spans) -> Spans:
        return (*spans, Cite("S9"))

    new = remade(part, citing, kept)
    found = [span.source for one in words(new) for span in one.spans if isinstance(span, Cite)]
    assert sorted(cites(new)) == sorted(found)


HOLDING = [
    part for part in PARTS if any(children(part)) and not isinstance(part, Strip | Cover | Noted)
]


@pytest.mark.parametrize("part", HOLDING, ids=lambda part: type(part).__name__)
def test_a_part_inside_may_become_none_or_several(part: Part) -> None:
    """Its words stay, and so do those it stands below."""
    one, other = paragraph("One."), paragraph("Other.")
    count = len(list(children(part)))
    several = remade(part, same, lambda part: (one, other))
    assert [below for below, _ in children(several)] == [one, other] * count
    none = remade(part, same, lambda part: ())
    assert not list(children(none))
    assert list(words(several)) == list(words(none)) == list(words(part))


def test_a_column_of_which_nothing_is_left_goes() -> None:
    gone, stays = paragraph("a"), paragraph("b")
    assert remade(
        Columns(((gone,), (stays,))), same, lambda part: () if part is gone else (part,)
    ) == Columns(((stays,),))


def test_what_must_be_one_part_is_one() -> None:
    noted, figure = Noted(paragraph("a"), ((Text("A note"),),)), Figure("spine", "A spine.")
    two = (paragraph("b"), paragraph("c"))
    assert remade(noted, same, lambda part: two) == Noted(Group(two), noted.notes)
    assert remade(Strip((figure,)), same, lambda part: (figure, figure)) == Strip((figure, figure))
    for part, parts in (
        (Strip((figure,)), two),
        (COVER, two),
        (COVER, ()),
        (COVER, (figure, figure)),
    ):
        with pytest.raises(TypeError):
            remade(part, same, lambda part, parts=parts: parts)  # type: ignore[misc]


def test_an_equal_part_of_another_place_is_another_part() -> None:
    panel = Panel("note", "Note", (paragraph("a"),), at=Where("a.yaml", 1))
    moved = Paragraph((Text("a"),), at=Where("a.yaml", 9))
    new = remade(panel, same, lambda part: (moved,))
    assert new is not panel
    assert [below.at for below, _ in children(new)] == [Where("a.yaml", 9)]
    assert new.at == panel.at


# ------------------------------------------------------------------ alone


def test_alone_leaves_no_citation_no_term_and_no_link_to_elsewhere() -> None:
    links = (Link("here", "#here"), Link("there", "#there"), Link("web", "https://a.example"))
    cited = Paragraph(
        (Text("Seen "), Cite("S1"), Text(". Again "), Strong("so"), Text(" "), Cite("S2"))
    )
    parts = (
        Heading("Here", 2, "here"),
        Panel("note", "Note", (Paragraph(links), cited, *EXAMPLES["table"][1])),
    )
    heading, panel = alone((*parts, Paragraph((Term("disc", "disc"),)), Paragraph((Cite("S1"),))))[
        :2
    ]
    assert heading is parts[0]
    assert isinstance(panel, Panel)
    assert panel.parts[0] == Paragraph((links[0], Text("there"), links[2]))
    assert panel.parts[1] == Paragraph((Text("Seen"), Text(". Again "), Strong("so")))
    assert panel.parts[2] is EXAMPLES["table"][1][0]


@rows(
    "after, kept",
    [(".", ""), ("\u060c", ""), ("\u061f", ""), (") so", ""), ("\u3002", ""), (" so", ""), ("", "")]
    + [("so", " "), ("\u00bfno?", " "), ("(so)", " "), ("\u00a1no!", " ")],
)
def test_no_space_is_left_before_what_closes_in_any_script(after: str, kept: str) -> None:
    (told,) = alone((Paragraph((Text("Seen "), Cite("S1"), Text(after))),))
    assert isinstance(told, Paragraph)
    assert "".join(one.text for one in told.spans if isinstance(one, Text)) == f"Seen{kept}{after}"


def test_alone_drops_a_paragraph_that_was_a_citation_only() -> None:
    assert alone((paragraph("a"), Paragraph((Cite("S1"),)))) == (paragraph("a"),)


@rows("name", SHOWN)
def test_alone_reaches_every_part(name: str) -> None:
    left = [span for span in walk(alone(SHOWN[name])) if isinstance(span, Cite | Term)]
    assert not left


# ------------------------------------------------------------------ one part more

GROUPS = ("ProsePart", "PicturePart", "GridPart", "HoldingPart", "WaitingPart", "PagePart")
UNION = re.compile(rf"(?m)^({'|'.join(GROUPS)}) = (.*)$")
# a riddle for each group: ProsePart has ProseRiddle
ADDED = """@dataclass(frozen=True, slots=True)
class {}(Placed):
    answer: Spans


"""
BY_GROUP = ("_prose", "_picture", "_grid", "_holding", "_waiting", "_page")
FOLDS = {  # every function that must know each kind of part of a group
    *(("meaning/telling.py", name) for name in BY_GROUP),
    *(("meaning/remaking.py", name) for name in BY_GROUP),
    # what waits for facts is refused as a whole
    *(("outputs/text/lines.py", name.strip("_")) for name in BY_GROUP if name != "_waiting"),
    *(("outputs/pdf/parts/story.py", name) for name in BY_GROUP if name != "_waiting"),
    *(("outputs/html/story.py", name.strip("_")) for name in BY_GROUP if name != "_waiting"),
}


def _riddle(group: str) -> str:
    return group.removesuffix("Part") + "Riddle"


def test_mypy_names_every_fold_when_a_part_is_added(tmp_path: Path) -> None:
    """One to each group. What mypy knows of all that has not changed since it looked last, it need
    not find again."""
    known = ROOT / ".mypy_cache"
    if known.is_dir():
        shutil.copytree(known, tmp_path / known.name)
    shutil.copytree(
        ROOT / "handouts", tmp_path / "handouts", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    path = tmp_path / "handouts/meaning/document.py"
    written = UNION.sub(
        lambda found: f"{found[1]} = {_riddle(found[1])} | {found[2]}", path.read_text("utf-8")
    )
    added = "".join(ADDED.format(_riddle(group)) for group in GROUPS)
    path.write_text(written.replace("ProsePart = ", f"{added}ProsePart = ", 1), "utf-8")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-error-summary",
        "--cache-dir",
        known.name,
        "handouts",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    errors = re.findall(r"(?m)^handouts/(.+?):(\d+): error: (.*)$", done.stdout)
    assert {
        (name, _function(tmp_path / "handouts" / name, int(line))) for name, line, _ in errors
    } == FOLDS
    assert all("Riddle" in message for *_, message in errors), done.stdout


def _function(path: Path, line: int) -> str:
    """The innermost function that ``line`` stands in."""
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    around = [node for node in functions if node.lineno <= line <= (node.end_lineno or 0)]
    return max(around, key=lambda node: node.lineno).name


def test_every_part_is_in_one_of_the_groups() -> None:
    """So that the test above adds one to each, and they are all there are."""
    found = {name: {one.__name__ for one in get_args(getattr(meaning, name))} for name in GROUPS}
    source = (ROOT / "handouts/meaning/document.py").read_text("utf-8")
    assert {
        name: set(told.split("  # ")[0].split(" | ")) for name, told in UNION.findall(source)
    } == found
    assert sum(map(len, found.values())) == len(get_args(Part))
    assert {name for names in found.values() for name in names} == {
        one.__name__ for one in get_args(Part)
    }


# ------------------------------------------------------------------ leaves


def test_leaves_hold_no_parts_and_all_that_hold_none_are_leaves() -> None:
    shown = [part for part in walk(PARTS) if isinstance(part, Part)]
    holding = {type(part) for part in shown if any(isinstance(one, Run) for one in content(part))}
    assert holding
    assert not holding & LEAVES
    assert {type(part) for part in shown if any(words(part))} - holding - OF_PAGES == LEAVES


def test_every_part_is_found_without_looking_at_words() -> None:
    assert list(every(PARTS)) == [part for part in walk(PARTS) if isinstance(part, Part)]
