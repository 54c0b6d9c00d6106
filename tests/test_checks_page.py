"""The page: what its rules find, on texts and on pages that were made wrong on purpose."""

import io
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from handouts.checks import RULES, Copy, described
from handouts.checks.pages.built import Block, File, Line, Page, Run, Shape
from handouts.checks.pages.printed import Printed
from handouts.content.editions import EDITIONS, PAPERS
from handouts.meaning.document import Document, Heading, IconArray, Panel
from handouts.meaning.parts import walk
from handouts.meaning.spans import Text
from handouts.outputs.pdf.studio import Studio
from handouts.signing.review import SignOff
from handouts.source.problems import Where
from handouts.source.values import replace
from tests.support.brochures import ASSETS, CONTENT, copied
from tests.support.opened import Opened

FAMILY = [name for name, told in described().items() if told["family"] == "page"]
OF_TEXT = [name for name in FAMILY if RULES[name].needs != "pages"]
OF_PAGES = [name for name in FAMILY if RULES[name].needs == "pages"]
SLUG = "discectomy"
STANDARD = EDITIONS["standard"]
# what stands after a forced break
BEGIN = ("My pages", "When to get help", "More help", "Keep this side in sight")
Check = Callable[[str], dict[str, list[str]]]


def made(opened: Opened) -> Copy:
    copy, problems = opened.copy(SLUG, "en", date(2026, 11, 23))
    assert copy is not None, "\n".join(map(str, problems))
    return copy


def told(copy: Copy, names: list[str]) -> dict[str, list[str]]:
    """What the rules say, by their names."""
    found = {name: [one.problem.message for one in RULES[name].find(copy)] for name in names}
    return {name: messages for name, messages in found.items() if messages}


@pytest.fixture(scope="module")
def opened() -> Opened:
    return Opened(CONTENT, ASSETS)


@pytest.fixture(scope="module")
def copy(opened: Opened) -> Copy:
    return made(opened)


def written(where: Where) -> str:
    """The line of a file from a place on."""
    return (
        (CONTENT.parent / where.path)
        .read_text("utf-8")
        .splitlines()[where.line - 1][where.column - 1 :]
    )


# ------------------------------------------------------------------ texts


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> Check:
    """Tells what the rules of text find in a handout whose only section has these blocks."""
    content = tmp_path_factory.mktemp("page") / "content"
    copied(content)
    path = content / "handouts" / SLUG / "en.yaml"
    head = path.read_text("utf-8").partition("sections:")[0]

    def found(blocks: str) -> dict[str, list[str]]:
        section = (
            "sections:\n  - id: risks\n    heading: What are the risks?\n    "
            f"blocks:\n{indent(blocks, '      ')}"
        )
        path.write_text(f"{head}{section}\nquestions: [Why me?]\n", "utf-8")
        return told(made(Opened(content, ASSETS)), OF_TEXT)

    return found


@pytest.mark.parametrize("name", OF_TEXT)
def test_the_examples_are_wrong_and_right(name: str, check: Check) -> None:
    assert name in check(described()[name]["wrong"])
    assert not check(described()[name]["right"])


@pytest.mark.parametrize(
    "right",
    [
        "- Call us if the skin is more red, warm or swollen, or if a red line runs up the leg.",
        "- White blood cells fight germs. A blue or cold leg is an emergency. Green tea is fine.",
        "- In black pen, tick what fits. Bruises turn yellow and brown.",
        "- The red flags are on the last page.",
        (
            "- Your urine may be dark yellow. Eat green vegetables. The cement is white. Your "
            "heel is red."
        ),
    ],
)
def test_colours_that_are_no_sign(right: str, check: Check) -> None:
    assert not check(right)


@pytest.mark.parametrize(
    "words",
    [
        "here",
        "right here",
        "full text",
        "below",
        "Click here",
        "this page",
        "Read more",
        "www.example.org",
        "nhs.uk/backs",
    ],
)
def test_links_that_do_not_say_where_they_lead(words: str, check: Check) -> None:
    assert list(check(f"- Ask us where to look, or see [{words}](https://example.org).")) == [
        "link-words"
    ]


@pytest.mark.parametrize(
    "words", ["Here is how to lift", "Read more about lifting", "the website of the NHS"]
)
def test_links_that_say_where_they_lead(words: str, check: Check) -> None:
    assert not check(f"- See [{words}](https://example.org).")


@pytest.mark.parametrize(
    "alt",
    [
        "A patient and a doctor look at a picture of the low back on a screen.",
        "The imaging room. A person lies on a table that moves into a ring.",
        "A drawing pin holds a list of medicines to a wall.",
        "Photos hang on a wall above a bed. A person sits on it.",
        "A diagram hangs on a wall, and a doctor points at it.",
    ],
)
def test_descriptions_that_speak_of_pictures(alt: str, check: Check) -> None:
    assert not check(f"- figure: {{name: disc-herniated, alt: '{alt}', caption: Bring it.}}")


@pytest.mark.parametrize(
    "alt",
    [
        "Diagram of a disc that slips and presses on a nerve.",
        "An X-ray image of the low back from the side.",
        "Here you see a disc that presses on a nerve.",
        "Two pictures of a disc, before surgery and after it.",
    ],
)
def test_descriptions_that_say_it_is_a_picture(alt: str, check: Check) -> None:
    assert list(check(f"- figure: {{name: disc-herniated, alt: '{alt}', caption: Bring it.}}")) == [
        "alt-opening"
    ]


# ------------------------------------------------------------------ pages made wrong


@pytest.fixture(scope="module")
def printed(copy: Copy) -> Printed:
    return copy.printed


def on(copy: Copy, printed: Printed) -> Copy:
    """The same copy, on other paper."""
    return replace(copy, print=lambda: printed)


def reread(pages: tuple[Page, ...], **changes: Any) -> Printed:
    """Pages as if they had been read from a file."""
    made = Printed(b"")
    made.__dict__["file"] = replace(
        File("Discectomy and microdiscectomy", "en-US", True, pages), **changes
    )
    return made


def rebuilt(
    opened: Opened,
    copy: Copy,
    document: Document | None = None,
    smallest: float = 12,
    foot: float = 56,
    clear: float = STANDARD.clear,
    **brand: Any,
) -> Copy:
    """The copy set anew, with another document, with smaller type, a lower foot, less air above it
    or in another brand."""
    look = opened.look[0]
    assert look is not None
    usual = opened.studio("standard", "letter")
    edition, paper = (
        replace(STANDARD, smallest=smallest, furniture=smallest, foot=foot, clear=clear),
        PAPERS["letter"],
    )
    other = replace(look, **brand)
    other.__dict__.pop("colours", None)  # worked out once for the usual brand
    studio = Studio(
        other, edition, paper, opened.site.assets, usual.figures, usual.icons, usual.logo
    )
    rendered = studio.render(document or copy.document, opened.page_of("en"))
    assert not rendered.problems
    return on(copy, Printed(rendered.data))


def test_the_shipped_pages_are_sound(copy: Copy) -> None:
    assert not told(copy, OF_PAGES)


def test_pale_letters(opened: Opened, copy: Copy) -> None:
    look = opened.look[0]
    assert look is not None
    pale = rebuilt(opened, copy, palette=replace(look.palette, ink="#8A9BA4"))
    found = list(RULES["contrast"].find(pale))
    assert (
        found[0].problem.message
        == "#8A9BA4 on #FFFFFF (page 1) has a contrast of 2.9:1, less than 7:1"
    )
    assert written(found[0].problem.where).startswith("This booklet helps you")
    assert "greyscale" in told(pale, ["greyscale"])


def test_people_that_look_alike_in_grey(opened: Opened, copy: Copy) -> None:
    look = opened.look[0]
    assert look is not None
    accent = replace(look.groups["procedure"], brand="#D9C9E4")
    pale = rebuilt(opened, copy, groups={"procedure": accent})
    messages = [one.problem for one in RULES["greyscale"].find(pale)]
    alike = [problem for problem in messages if "look alike in grey" in problem.message]
    pictures = [part for part in walk(copy.document.parts) if isinstance(part, IconArray)]
    assert len(pictures) > 1
    assert [problem.where.path for problem in alike] == len(pictures) * [copy.path]


def test_letters_that_differ_by_colour_alone() -> None:
    """Light enough against each other on a screen, and one grey on paper."""
    letters = (run("Stop", 100, 500, colour="#000000", ground="#0000FF"),)
    found = RULES["greyscale"].find(bare(page(*letters)))
    assert "#000000 on #0000FF" in next(found).problem.message


def test_small_type(opened: Opened, copy: Copy) -> None:
    look = opened.look[0]
    assert look is not None
    small = replace(look.type.small, size=9)
    found = rebuilt(opened, copy, smallest=8, type=replace(look.type, small=small))
    assert "is printed at 9 points, less than 12" in told(found, ["type-size"])["type-size"][0]


def test_letters_at_the_edge(opened: Opened, copy: Copy) -> None:
    """A foot that stands lower than printers reach; one of many lines grows upwards."""
    # they fill the page that must be whole: it has no room for such a foot
    loud = ("emergency", "warning")
    parts = tuple(
        part for part in copy.document.parts if not isinstance(part, Panel) or part.role not in loud
    )
    status = (Text("Reviewed by a great many people " * 9),)
    long = replace(copy.document, parts=parts, status=status, brief=status)
    assert "margins" not in told(rebuilt(opened, copy, long), ["margins"])
    low = rebuilt(opened, copy, long, foot=48)
    assert "of the edge" in told(low, ["margins"])["margins"][0]


def test_a_foot_that_names_its_signers_is_told_at_them(copy: Copy, printed: Printed) -> None:
    """Else at the title, where it stands there, or at the file."""
    at = Where("content/handouts/discectomy/review.yaml", 3, 5)
    who: dict[str, Any] = {"name": "Ada Byron", "role": "surgeon", "day": date(2026, 11, 22)}
    one = SignOff(**who, text="00000000", sections={}, at=at)
    for words, place in (
        ("Reviewed by Ada Byron (surgeon)", str(at)),
        ("Discectomy and microdiscectomy", f"{copy.path}:8:1"),
        ("Page 1 of 1", f"{copy.path}:1:1"),
    ):
        foot = replace(run(words, 60, 5), mark=-1)
        signed = replace(copy, state=replace(copy.state, signed=(one,)))
        (found,) = RULES["margins"].find(on(signed, reread((replace(page(foot), blocks=()),))))
        assert str(found.problem.where) == place, words


def test_levels_that_skip(opened: Opened, copy: Copy) -> None:
    parts = tuple(
        replace(part, level=4) if isinstance(part, Heading) and part.level == 3 else part
        for part in copy.document.parts
    )
    found = rebuilt(opened, copy, replace(copy.document, parts=parts))
    (problem, *_) = [one.problem for one in RULES["heading-order"].find(found)]
    assert problem.message == "this heading has level 4 and follows one of level 2"
    assert written(problem.where).startswith("What if I do nothing for now?")


def test_a_second_title_and_none(copy: Copy, printed: Printed) -> None:
    first = printed.pages[0]
    assert told(on(copy, reread((first, first))), ["heading-order"])["heading-order"] == [
        "there is another title"
    ]
    plain = replace(first, blocks=tuple(block for block in first.blocks if not block.level))
    assert told(on(copy, reread((plain,))), ["heading-order"])["heading-order"] == [
        "the pages have no headings"
    ]


def test_a_heading_at_the_foot(copy: Copy, printed: Printed) -> None:
    at, last = next(
        (at, number)
        for at, page in enumerate(printed.pages)
        for number, block in enumerate(page.blocks)
        if number and block.level == 2 and page.blocks[0].level == 2
    )
    cut = replace(printed.pages[at], blocks=printed.pages[at].blocks[: last + 1])
    pages = reread((cut, printed.pages[at + 1]))
    assert told(on(copy, pages), ["orphan-heading"])["orphan-heading"] == [
        f"this heading is the last thing on page {at + 1}"
    ]


def test_a_heading_at_the_foot_of_a_column() -> None:
    heading = block("H2", 0, run("What next?", 60, 100))
    column = block("P", 1, run("It stands at the head of the next column.", 320, 700))
    found = list(RULES["orphan-heading"].find(bare(page(blocks=(heading, column)))))
    assert found[0].problem.message == "this heading is the last thing in its column (page 1)"


def test_a_line_alone(copy: Copy, printed: Printed) -> None:
    second, third = printed.pages[1:3]
    long = next(one for one in second.blocks if len(one.lines) == 3)
    before = replace(second, blocks=(replace(long, lines=long.lines[:2]),))
    after = replace(third, blocks=(replace(long, lines=long.lines[2:]),))
    (found,) = RULES["lone-line"].find(on(copy, reread((before, after))))
    assert found.problem.message == "one line of a paragraph stands alone on page 3"
    assert written(found.problem.where).startswith(long.lines[2].said[:9])
    two = replace(long, lines=long.lines[:2]), replace(long, lines=long.lines[1:])
    sound = tuple(
        replace(page, blocks=(part,)) for page, part in zip((second, third), two, strict=True)
    )
    assert not list(RULES["lone-line"].find(on(copy, reread(sound))))


def test_words_read_in_another_order(copy: Copy, printed: Printed) -> None:
    second = printed.pages[1]
    wrong = replace(second, blocks=tuple(reversed(second.blocks)))
    assert told(on(copy, reread((wrong,))), ["reading-order"])["reading-order"]


def test_words_beside_each_other_have_no_order() -> None:
    first, second = (
        block("P", number, run("Words", x, y)) for number, x, y in ((0, 60, 100), (1, 320, 700))
    )
    assert not list(RULES["reading-order"].find(bare(page(blocks=(first, second)))))


def short(page: Page) -> Page:
    """A page with its first heading and nothing else."""
    first = next(block for block in page.blocks if block.level)
    return replace(page, runs=first.lines[0].runs, shapes=(), blocks=(first,))


def test_an_empty_page(copy: Copy, printed: Printed) -> None:
    empty = on(copy, reread((short(printed.pages[1]), printed.pages[2])))
    assert told(empty, ["page-fill"])["page-fill"] == ["page 2 is only 3% full"]
    (found,) = RULES["page-fill"].find(empty)
    assert str(found.problem.where).startswith(copy.path)


@pytest.mark.parametrize(("share", "full"), [(0.58, False), (0.62, True)])
def test_a_page_is_full_from_60_percent_on(
    share: float, full: bool, copy: Copy, printed: Printed
) -> None:
    first = block(
        "P",
        0,
        run("Words", 60, 792 - STANDARD.head - share * (792 - STANDARD.head - STANDARD.foot)),
    )
    lines = first.lines[0].runs
    pages = reread((replace(page(*lines), blocks=(first,)), printed.pages[2]))
    assert bool(told(on(copy, pages), ["page-fill"])) is not full


def test_a_page_before_a_forced_break_may_be_short(copy: Copy, printed: Printed) -> None:
    """Before a page that must begin anew, and at the end."""
    anew = [one for one in printed.pages if one.blocks and one.blocks[0].said in BEGIN]
    assert len(anew) == len(BEGIN)
    for following in anew:
        assert not told(on(copy, reread((short(printed.pages[2]), following))), ["page-fill"])
    assert not told(on(copy, reread((short(printed.pages[2]),))), ["page-fill"])


# ------------------------------------------------------------------ air, and what stays together


def test_pages_that_are_filled_to_their_foot(opened: Opened, copy: Copy) -> None:
    found = list(RULES["foot-air"].find(rebuilt(opened, copy, clear=0)))
    assert len(found) > 2
    assert all("mm above the rule at its foot" in one.problem.message for one in found)


def test_a_ground_that_reaches_into_the_air_is_seen(copy: Copy, printed: Printed) -> None:
    """The foot itself and a tab do not; nor does the page that must hold all of its section."""
    third = printed.pages[2]
    for box, message in (
        ((60.0, 70.0, 300.0, 120.0), ["page 3 ends 8 mm above the rule at its foot"]),
        ((60.0, 45.0, 550.0, 46.0), []),  # the rule
        ((590.0, 60.0, 600.0, 300.0), []),  # beside the text
    ):
        more = replace(third, shapes=(*third.shapes, Shape(box, "#FFFFFF", -1)))
        pages = reread((printed.pages[0], more))
        assert told(on(copy, pages), ["foot-air"]).get("foot-air", []) == message
    signs = next(one for one in printed.pages if one.blocks[0].said == "When to get help")
    full = replace(signs, shapes=(Shape((60.0, 57.0, 300.0, 120.0), "#FFFFFF", -1),))
    assert not told(on(copy, reread((printed.pages[0], full))), ["foot-air"])


def test_a_page_that_does_not_say_what_it_goes_on_with(copy: Copy, printed: Printed) -> None:
    mute = tuple(
        replace(page, runs=tuple(one for one in page.runs if one.box[1] < page.height - 65))
        for page in printed.pages
    )
    found = told(on(copy, reread(mute)), ["continued"])["continued"]
    assert any("goes on with 'How do I get ready?'" in one for one in found)


@pytest.mark.parametrize("kind", ["Figure", "TH"])
def test_a_pair_and_a_table_on_two_pages(kind: str, copy: Copy, printed: Printed) -> None:
    """The last of the pictures before and after, the last head of a table."""
    page, following = next(
        pair
        for pair in pairwise(printed.pages[1:])
        if sum(one.kind == kind for one in pair[0].blocks) > 1
    )
    *_, moved = [one for one in page.blocks if one.kind == kind]
    left = replace(page, blocks=tuple(one for one in page.blocks if one is not moved))
    other = replace(following, blocks=(moved, *following.blocks))
    what = "a row of pictures" if kind == "Figure" else "a table"
    message = f"{what} is torn between pages {page.number} and {following.number}"
    assert told(on(copy, reread((left, other))), ["torn"]) == {"torn": [message]}


def test_emergency_signs_on_two_pages(copy: Copy, printed: Printed) -> None:
    """Signs that face the others are seen at once, unless their panel is torn."""
    signs = next(one for one in printed.pages if one.blocks[0].said == "When to get help")
    places = [n for n, one in enumerate(signs.blocks) if one.level == 3]
    for first, cut, messages in (
        (2, places[1], []),
        (3, places[1], ["the signs of an emergency go on overleaf, on page 4"]),
        (2, places[0] + 4, ["a panel of emergency signs is torn: it begins on page 2"]),
    ):
        pages = (
            replace(signs, number=first, blocks=signs.blocks[:cut]),
            replace(signs, number=first + 1, blocks=signs.blocks[cut:]),
        )
        found = told(on(copy, reread(pages)), ["emergency-torn"])
        assert found.get("emergency-torn", []) == messages


def test_people_of_two_sizes_side_by_side(opened: Opened) -> None:
    """As if one had been painted larger."""
    copy, problems = opened.copy("tests-and-diagnosis", "en", date(2026, 11, 23))
    assert copy, problems
    assert not told(copy, ["unlike-scale"])
    first, *_ = [part for part in walk(copy.document.parts) if isinstance(part, IconArray)]
    larger = tuple(
        replace(page, blocks=tuple(grown(one, first.alt) for one in page.blocks))
        for page in copy.printed.pages
    )
    found = told(on(copy, reread(larger)), ["unlike-scale"])
    assert "is larger than its neighbor" in found["unlike-scale"][0]


def grown(block: Block, alt: str) -> Block:
    """A picture with this description a tenth wider, any other block as it is."""
    if block.alt != alt:
        return block
    left, low, right, high = block.box
    wide = Shape((left, low, right + 0.1 * (right - left), high), "", 0)
    return replace(block, shapes=(*block.shapes, wide))


def test_a_file_of_another_name(copy: Copy) -> None:
    wrong = on(copy, reread((), title="untitled.pdf"))
    assert not told(wrong, ["file-title"])  # it could not be set
    data = drawn(lambda canvas: canvas.drawString(100, 500, "Words"))
    assert told(on(copy, Printed(data)), ["file-title"])["file-title"] == [
        "the file calls itself 'untitled'",
        "the file does not say its language",
        "the file has no tags: a screen reader must guess",
    ]


# ------------------------------------------------------------------ what is read back


def test_what_stands_on_the_pages(printed: Printed, copy: Copy) -> None:
    assert printed.file.title == copy.handout.title
    assert (printed.file.language, printed.file.tagged) == ("en-US", True)
    headings = [one.said for page in printed.pages for one in page.blocks if one.level == 2]
    assert headings[:2] == ["At a glance", "What is it, and who is it for?"]
    alts = [one.alt for page in printed.pages for one in page.blocks if one.kind == "Figure"]
    arrays = [part.alt for part in walk(copy.document.parts) if isinstance(part, IconArray)]
    told = [passage.text for passage in copy.of("alt")]
    assert alts[0] == "Norelle Health"  # the logo
    assert [alt for alt in alts[1:] if alt not in arrays] == told
    assert [alt for alt in alts if alt in arrays] == arrays
    cited = next(
        line
        for page in printed.pages
        for one in page.blocks
        for line in one.lines
        if "[1]" in line.text
    )
    assert "[1]" not in cited.said
    assert cited.said.split() == cited.text.replace("[1]", "").split()


def test_grounds_are_found_where_they_are_painted() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFillColor("#8C1D18")
        canvas.rect(50, 480, 300, 60, fill=1, stroke=0)
        canvas.circle(300, 300, 100, fill=1, stroke=0)
        canvas.drawImage(ImageReader(Image.new("RGB", (4, 4), "blue")), 50, 50, 200, 100)
        canvas.setFillColor("white")
        for x, y, words in (
            (60, 500, "on red"),
            (60, 600, "on paper"),
            (200, 200, "corner"),
            (60, 100, "on a photo"),
        ):
            canvas.setFont("Helvetica", 14)
            canvas.drawString(x, y, words)

    runs = {one.text.strip(): one for one in Printed(drawn(paint)).pages[0].runs}
    assert {words: one.ground for words, one in runs.items()} == {
        "on red": "#8C1D18",
        "on paper": "#FFFFFF",
        "corner": "#FFFFFF",
        "on a photo": None,
    }
    assert {(one.colour, round(one.size)) for one in runs.values()} == {("#FFFFFF", 14)}


def test_letters_on_a_photograph(copy: Copy) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("RGB", (4, 4), "blue")), 50, 50, 200, 100)
        canvas.drawString(60, 100, "Words")

    messages = told(on(copy, Printed(drawn(paint))), ["contrast", "greyscale"])
    assert messages == {
        "contrast": ["'Words' (page 1) stands on a photograph: its contrast is not known"]
    }


def drawn(paint: Callable[[Canvas], None]) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(612, 792), invariant=1)
    paint(canvas)
    canvas.save()
    return file.getvalue()


def run(text: str, x: float, y: float, colour: str = "#000000", ground: str = "#FFFFFF") -> Run:
    return Run(text, (x, y - 3, x + 6 * len(text), y + 9), y, 12.5, colour, ground, 0)


def block(kind: str, number: int, *runs: Run) -> Block:
    return Block(
        kind,
        (0, number),
        ("Document",),
        "",
        tuple(Line(one.text, one.text, (one,)) for one in runs),
        (),
    )


def page(*runs: Run, blocks: tuple[Block, ...] = ()) -> Page:
    return Page(
        1, 612, 792, runs, (), blocks or tuple(block("P", n, one) for n, one in enumerate(runs))
    )


def bare(*pages: Page) -> Copy:
    """A copy whose pages are these."""
    content = Path(CONTENT)
    return on(made(Opened(content, ASSETS, None)), reread(pages))
