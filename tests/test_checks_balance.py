"""Balance, rule by rule: texts that are wrong, texts that are nearly wrong, and what is right."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handouts.checks import RULES, Copy
from handouts.checks.reading.words import word_lists
from handouts.checks.rules.guidance import bare_pages, pictures
from handouts.meaning.document import FillIn, Group, Panel, Part
from handouts.source.problems import Problem
from tests.support.brochures import ASSETS, CONTENT, copied
from tests.support.opened import Opened

Seeded = Callable[..., tuple[str, ...]]
MESSAGE = r"(?s)message:.*?\ncover:"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = tmp_path_factory.mktemp("balance") / "content"
    copied(content)
    return content


def made(content: Path, slug: str) -> Copy:
    copy, problems = Opened(content, ASSETS).copy(slug, "en", date(2026, 11, 23))
    assert copy is not None, "\n".join(map(str, problems))
    return copy


def found(copy: Copy, rule: str) -> tuple[Problem, ...]:
    return tuple(finding.problem for finding in RULES[rule].find(copy))


@pytest.fixture
def seeded(shelf: Path) -> Iterator[Seeded]:
    """What a rule says of a handout in which words were replaced by others."""
    before: dict[Path, str] = {}

    def seed(rule: str, slug: str, *changes: tuple[str, str]) -> tuple[str, ...]:
        path = shelf / "handouts" / slug / "en.yaml"
        text = before.setdefault(path, path.read_text("utf-8"))
        for old, new in changes:
            text, times = re.subn(
                old if old == MESSAGE else re.escape(old), new.replace("\\", r"\\"), text
            )
            assert times == 1, old
        path.write_text(text, "utf-8")
        return tuple(problem.message for problem in found(made(shelf, slug), rule))

    yield seed
    for path, text in before.items():
        path.write_text(text, "utf-8")


# ------------------------------------------------------------------ benefits, risks, alternatives,
# nothing


def test_each_missing_part_is_named(seeded: Seeded) -> None:
    changes = (
        ("What good can it do for a slipped bone?", "Facts"),
        ("What good can it do for a worn disc?", "Other facts"),
        ("heading: What are the risks?", "heading: More facts"),
        ("my other choices", "the rest"),
    )
    told = seeded("bran", "spinal-fusion", *changes, ("What if I do nothing for now?", "And then?"))
    assert told == (
        "no section tells what good it can do",
        "no section tells its risks",
        "no section tells the other choices",
        "nothing is said of doing nothing",
    )


def test_other_headings_will_do(seeded: Seeded) -> None:
    changes = (
        ("What good can it do for a slipped bone?", "Benefits"),
        ("What good can it do for a worn disc?", "More facts"),
        ("heading: What are the risks?", "heading: What can go wrong?"),
    )
    assert not seeded("bran", "spinal-fusion", *changes, ("my other choices", "the alternatives"))


def test_doing_nothing_may_stand_in_bold_type(seeded: Seeded) -> None:
    heading = "      - heading: What if I do nothing for now?\n"
    old = f"{heading}      - >-\n        You avoid"
    new = "      - >-\n        **Doing nothing:** You avoid"
    assert not seeded("bran", "spinal-fusion", (old, new))


def test_handouts_on_conditions_need_no_benefits(seeded: Seeded) -> None:
    for rule in ("bran", "no-numbers", "who-not-helped", "missing-stage"):
        assert not seeded(rule, "tests-and-diagnosis", ("What does each test show?", "Tests"))


@pytest.mark.parametrize(
    ("text", "one_sided"),
    [
        ("**Rest** may ease pain.", True),
        ("**Rest** can do harm.", True),
        ("**Rest** may ease pain, but not for long. It takes time.", False),
        ("**Rest:** no surgery risks, but the pain may last longer.", False),
        ("**A cane,** for a few people.", False),
        ("**A brace** may ease pain. Worn too long, it makes muscles weak.", False),
        ("**Exercise** makes you steadier on your feet. It takes effort.", False),
        ("**Freeing nerves:** adding fusion does not seem to help. [S205]", False),
    ],
)
def test_sides_of_a_choice(text: str, one_sided: bool, seeded: Seeded) -> None:
    old = "heading: What are my other choices?\n    icon: question\n    blocks:\n"
    new = f'{old}      - bullets: ["{text}"]\n'
    assert bool(seeded("one-sided-choice", "spinal-fusion", (old, new))) is one_sided


# ------------------------------------------------------------------ not known, own risk


@pytest.mark.parametrize(
    "text",
    [
        *(
            "No one can promise that it helps.",
            "Studies disagree.",
            "Experts do not all agree.",
            "Reviews differ.",
        ),
        *(
            "It is not proven better.",
            "No one posture is proven to be perfect.",
            "There is not enough proof.",
        ),
        "No one can tell for whom it will work.",
    ],
)
def test_what_is_not_known_is_seen(text: str) -> None:
    words = word_lists("en")
    assert words and words.pattern("not-known").search(text)


@pytest.mark.parametrize(
    "text", ["An MRI cannot be done or is not clear.", "It does not help.", "No one may lift it."]
)
def test_other_words_are_not_taken_for_it(text: str) -> None:
    words = word_lists("en")
    assert words and not words.pattern("not-known").search(text)


def test_one_risk_in_numbers_may_have_its_line_elsewhere(seeded: Seeded) -> None:
    """A test with one count of harm; the list of counts in another section has the line."""
    assert not seeded("own-risk", "tests-and-diagnosis")
    told = seeded(
        "own-risk",
        "tests-and-diagnosis",
        ("Your own risk may be\n        higher or lower.", "Ask us."),
    )
    assert told == ("risks are told in numbers, but not that the reader's own may differ",)


# ------------------------------------------------------------------ the message, charts


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Walk. Rest. Call us.", ()),
        ("Walk. Rest. Sleep. Call us.", ("the main message has 4 sentences",)),
        ("Walk " * 40 + "now.", ("the main message has 41 words",)),
    ],
)
def test_a_message_of_three_sentences_is_right(
    text: str, told: tuple[str, ...], seeded: Seeded
) -> None:
    assert (
        seeded("long-message", "tests-and-diagnosis", (MESSAGE, f"message: {text}\ncover:")) == told
    )


def test_five_words_in_a_row_are_no_repetition(seeded: Seeded) -> None:
    """The purpose says: ... shows how we look for the cause of your pain ..."""
    five = "message: Here is the cause of your pain!\ncover:"
    assert not seeded("message-repeats", "tests-and-diagnosis", (MESSAGE, five))
    six = "message: We look **for the** cause of Your.\ncover:"
    told = ("the main message repeats the purpose: 'we look for the cause of'",)
    assert seeded("message-repeats", "tests-and-diagnosis", (MESSAGE, six)) == told


def test_tables_of_words_need_no_key(seeded: Seeded) -> None:
    assert not seeded("unexplained-chart", "conservative-care")
    scores = (
        ("Less than half, Very little]", '"23", "6"]'),
        ("More than half, Less than half]", '"33", "23"]'),
        ("in other studies, about 70 of 100 people had it again within a year. [S125]", "so."),
    )
    assert seeded("unexplained-chart", "conservative-care", *scores)
    key = ("was left, on average", "was left, out of 100 (lower is less pain)")
    assert not seeded("unexplained-chart", "conservative-care", key)


# ------------------------------------------------------------------ to do, to ask


def without(copy: Copy, drop: Callable[[Part], bool]) -> Copy:
    """The same handout as a view would make it that leaves parts out."""

    def kept(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        left = (part for part in parts if not drop(part))
        return tuple(
            replace(part, parts=kept(part.parts)) if isinstance(part, Group) else part
            for part in left
        )

    return replace(copy, document=replace(copy.document, parts=kept(copy.document.parts)))


def test_a_view_without_a_place_for_the_talk_is_found() -> None:
    copy = made(CONTENT, "discectomy")
    assert not found(copy, "talk-page")
    bare = without(copy, lambda part: isinstance(part, Panel) and part.role == "control")
    assert [one.message for one in found(bare, "talk-page")] == [
        "there is no place for 'what we talked about'"
    ]
    mute = without(copy, lambda part: isinstance(part, FillIn))
    told = ["there is no place for 'in your own words' (teach-back)"]
    assert [one.message for one in found(mute, "talk-page")] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Numbness between the legs is bad. Call us.", False),
        ("Numbness between the legs? [Get help now](#help).", False),
        ("Numbness between the legs is bad. Rest first. Call us later.", True),
        ("Numb toes are common.", False),
    ],
)
def test_a_sign_is_followed_by_what_to_do(text: str, told: bool, seeded: Seeded) -> None:
    old = "heading: What good can it do?\n    icon: check\n    blocks:\n"
    assert bool(seeded("when-to-call", "discectomy", (old, f'{old}      - "{text}"\n'))) is told


# ------------------------------------------------------------------ pages


def test_pictures_are_counted_by_page() -> None:
    copy = made(CONTENT, "discectomy")
    shown, begins = pictures(copy.printed)
    assert len(shown) == 24
    assert shown[0] == 1
    assert begins[copy.lower.locale.words.help] == 18
    assert not bare_pages(copy)
