"""Readability: our grades against another program's, what each rule of the family finds, and what
is near it and right."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from textwrap import indent

import pytest

from handouts.checks import RULES, Copy, described
from handouts.checks.reading.grades import WORD, grades
from handouts.checks.reading.passages import FEWEST, count, flat
from handouts.checks.reading.phrases import Phrases
from handouts.checks.reading.words import WordLists
from handouts.checks.rules.readability import MOST_PASSIVE
from handouts.meaning.document import Document, Heading, Part
from tests.support import check_lists, reading
from tests.support.brochures import ASSETS, CONTENT, copied
from tests.support.opened import Opened
from tests.support.rows import rows

FAMILY = [name for name, told in described().items() if told["family"] == "readability"]
SLUG = "discectomy"
SLUGS = tuple(sorted(path.name for path in (CONTENT / "handouts").iterdir()))
TODAY = date(2026, 11, 23)
Check = Callable[[str], dict[str, list[str]]]


def copy_of(content: Path, slug: str) -> Copy:
    copy, problems = Opened(content, ASSETS).copy(slug, "en", TODAY)
    assert copy is not None, "\n".join(map(str, problems))
    return copy


@pytest.fixture(scope="module")
def lists() -> WordLists:
    return check_lists.lists()


# ------------------------------------------------------------------ grades


@pytest.fixture(scope="module", params=SLUGS)
def copy(request: pytest.FixtureRequest) -> Copy:
    return copy_of(CONTENT, request.param)


@pytest.fixture
def taught(lists: WordLists) -> Iterator[None]:
    """Gives textstat our syllables of words that its dictionary lacks."""
    known = import_module("textstat.backend.utils._get_cmudict").get_cmudict(reading.LANGUAGE)
    before = dict(known)
    known.update({word: [["AH0"] * number] for word, number in lists.syllables.items()})
    yield
    known.clear()
    known.update(before)


def test_grades_agree_with_textstat(copy: Copy, taught: None) -> None:
    """Textstat counts the same words and syllables another way: it has no fewest words of a
    sentence, reads a number as a word and a compound as one word. Given only sentences without
    these, Flesch-Kincaid, SMOG and reading ease agree.

    Fog differs by intent. Gunning (1952) leaves out names, compounds of short words, and verbs that
    -es or -ed makes three syllables long; textstat takes every word of three syllables that is on
    no list of easy words.
    """
    told = [
        sentence
        for section in copy.sections
        for sentence in section.sentences
        if count(sentence) >= FEWEST
        and all(word.isalpha() and word.islower() for word in words(sentence)[1:])
    ]
    assert len(told) >= 40
    ours, theirs = grades(told, copy.words), reading.grades(told)
    assert ours.words == theirs.words
    assert ours.kincaid == pytest.approx(theirs.kincaid, abs=0.15)
    assert ours.smog == pytest.approx(theirs.smog, abs=0.15)
    assert ours.ease == pytest.approx(theirs.ease, abs=0.15)


def test_grades_of_whole_handouts_are_near_those_of_textstat(copy: Copy) -> None:
    told = [sentence for section in copy.sections for sentence in section.sentences]
    ours, theirs = copy.graded(), reading.grades(told)
    assert ours.words == theirs.words
    assert ours.kincaid == pytest.approx(theirs.kincaid, abs=0.6)
    assert ours.smog == pytest.approx(theirs.smog, abs=0.6)


def words(sentence: str) -> list[str]:
    return [word.strip("\"'(),.:;!?") for word in sentence.split()]


def test_no_word_of_a_handout_is_guessed_by_hyphenation(
    copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the patterns of TeX are loaded, which takes longer than the grades."""

    def never() -> None:
        raise AssertionError("add the word to syllables in content/checks/en.yaml")

    module = import_module("handouts.checks.reading.grades")
    monkeypatch.setattr(module, "_hyphens", never)
    module._spoken.cache_clear()
    module._counted.cache_clear()
    assert copy.graded().words > 500


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        *(
            ("laminectomy", 5),
            ("post-laminectomy", 6),
            ("laminectomy's", 5),
            ("low-back", 2),
            ("X-ray", 2),
        ),
        *(("3-week", 2), ("12", 1), ("L5", 2), ("sciatica", 4), ("naproxen", 3)),
    ],
)
def test_syllables_of_medicine(word: str, syllables: int, lists: WordLists) -> None:
    count_of = import_module("handouts.checks.reading.grades")._syllables
    assert sum(count_of(part, lists.syllables) for part in WORD.findall(word)) == syllables


def test_gunning_leaves_out_names_compounds_and_long_verbs(lists: WordLists) -> None:
    hard = grades(("We give an operation to you now.",), lists).fog
    for easy in (
        "We see that Melinda is here now.",
        "We use a low-back-pain plan here now.",
        "We created a new plan here now.",
    ):
        assert grades((easy,), lists).fog < hard


# ------------------------------------------------------------------ rules


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> Check:
    """Tells what the rules find in a handout that has only these blocks: rule -> the sentences."""
    content = tmp_path_factory.mktemp("readability") / "content"
    copied(content)
    path = content / "handouts" / SLUG / "en.yaml"
    head = path.read_text("utf-8").partition("sections:\n")[0].replace("[S65] ", "")

    def found(blocks: str) -> dict[str, list[str]]:
        section = (
            "sections:\n  - id: blocks\n    heading: What now?\n    "
            f"blocks:\n{indent(blocks, '      ')}"
        )
        path.write_text(f"{head}{section}\nquestions: [Why me?]\n", "utf-8")
        copy = copy_of(content, SLUG)
        alone = replace(copy, document=replace(copy.document, parts=tuple(under(copy.document))))
        told = {name: [one.quote for one in RULES[name].find(alone)] for name in FAMILY}
        return {name: quotes for name, quotes in told.items() if quotes}

    return found


def under(document: Document) -> Iterator[Part]:
    """The parts of the section 'blocks'."""
    inside = False
    for part in flat(document):
        if isinstance(part, Heading) and part.level == 2:
            inside = part.id == "blocks"
        if inside:
            yield part


# they judge more than a few words
LARGE = {"choppy", "hard-handout", "hard-section", "long-on-average", "rarely-you"}


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (
            ["You walk a little more each day, as your leg allows it."] * 17
            + ["Call us then."] * 3,
            0,
        ),
        (
            ["You walk a little more each day, as your leg allows it."] * 16
            + ["Call us then."] * 4,
            1,
        ),
        (["Rest a bit."] * 19, 0),  # too few to have a rhythm
        (["Rest a bit."] * 20, 2),
        (["**Rest:** lie down."] * 20, 0),  # labels
        (["You walk a little more on each day, and then rest as your leg wants it."] * 20, 1),
    ],
)
def test_chopped_paragraphs(texts: list[str], found: int, check: Check) -> None:
    """Fifteen of a hundred may be short, and they have nine to eleven words on average."""
    blocks = "".join(f"- {text!r}\n" for text in texts)
    assert len(check(blocks).get("choppy", [])) == found


@rows("name", [name for name in FAMILY if name != "choppy"])
def test_examples_are_what_they_say(name: str, check: Check) -> None:
    """The wrong one is found by its rule alone, and of the right one nothing is said, but by rules
    for longer texts."""
    allowed = LARGE - {name}
    assert set(check(described()[name]["wrong"])) - allowed == {name}
    assert not set(check(described()[name]["right"])) - allowed


WRONG = [
    ("passive", "- Your wound gets washed. Your pills are then given to you by a nurse."),
    ("passive", "- You will be told what to do. Your drain has not been taken out yet."),
    ("double-negative", "- You can never do nothing about it."),
    ("double-negative", "- You need no fewer than two rods."),
    ("hard-word", "- You must discontinue your pills prior to surgery."),
    ("hard-word", "- You can resume driving soon."),
    ("hard-word", "- Some pills exacerbated your pain."),
    ("hard-word", "- bullets: ['**Your dosages** stay the same.']"),
    ("hard-word", "- table: {caption: Your medication, head: [Pill, Dose], rows: [[One, Two]]}"),
    ("slash", "- Call your doctor/nurse."),
    ("slash", "- Ask him / her."),
    ("passive", "- It's done fast. They're sewn shut for you."),
    ("double-negative", "- It isn't unusual for you."),
    ("double-negative", "- Take your pills unless we told you not to."),
    ("hard-word", "- Minimising strain helps you."),
    ("hard-word", "- Your haemorrhage was small."),
    ("capitals", "- You must NOT drive."),
    ("capitals", "- heading: IMPORTANT NOTES\n- You walk each day."),
    ("unexplained-acronym", "- Ask us about NSAIDs."),
    ("unexplained-acronym", "- You need an EMG. This EMG (a nerve test) is short."),
    ("unexplained-term", "- Your laminae hurt. Your spinal stenosis is bad."),
    ("unexplained-term", "- steps: [We take bone grafts from your hip.]"),
    ("unexplained-term", "- Ask us about sciatica first.\n- You may have {sciatica}."),
    ("long-list", "- steps: [You, Me, We, Us, They, Them, One, Two]"),
    ("long-paragraph", "- You walk now. You sit now. You lie now. You sleep well. You rest well."),
    (
        "long-sentence",
        "- callout: {role: tip, title: You, blocks: [You sit. " + "Sit and " * 10 + "then walk.]}",
    ),
    (
        "very-long-sentence",
        "- table: {caption: You, head: [A, B], rows: [[One, " + "Sit and " * 13 + "walk.]]}",
    ),
]
NEAR = [
    "- You are tired and worried. Your legs are swollen. You get dressed.",
    "- Your wound is closed by us.",
    "- You are not unlike us. You do not walk; nobody minds.",
    "- 'You cannot sit: walk, unless you are sore.'",
    "- You walk. You sit. Now rest. Often, yes. You sleep well. You rest well.",
    "- We give you sleep medicine (general anesthesia). Ask about general anesthesia.",
    "- bullets: [You, Me, We, Us, They, Them, One]",
    (
        "- callout: {role: emergency, title: You, blocks: [bullets: [You, Me, We, Us, They, Them, "
        "One, Two]]}"
    ),
    "- You see us at 9/10 of the way, or on 2026/11/23.",
    "- You are in the US. Your ID is OK. Your level is L4.",
    "- A nerve test (EMG) helps you. Your EMG is short. EMGs do not hurt you.",
    "- You may have sciatica (leg pain from a nerve). Sciatica can ease for you.",
    "- Your leg pain is called sciatica. Your sciatica can ease.",
    "- You have a slipped disc. You take blood thinners.",
    "- You may need an MRI scan (a scan with magnets). Don't wait until you can no longer bear it.",
    "- Ask us about {sciatica} first. Your sciatica can ease.",
    (
        "- table: {caption: Your tests, head: [Test, What], rows: [[EMG, You feel a needle.], "
        "[Myelogram, You get dye.]]}"
    ),
]


@rows("name, blocks", WRONG)
def test_what_is_wrong_is_found(name: str, blocks: str, check: Check) -> None:
    assert name in check(blocks)


@rows("blocks", NEAR)
def test_what_is_near_is_let_through(blocks: str, check: Check) -> None:
    assert not {name: quotes for name, quotes in check(blocks).items() if name not in LARGE}


def test_few_passive_sentences_are_fine(check: Check) -> None:
    """As long as they stand apart and are at most 10 of 100."""
    active = "- You walk now.\n" * 9
    assert "passive" in check(active.removesuffix("- You walk now.\n") + "- Your wound is washed.")
    assert "passive" not in check(active + "- Your wound is washed.")
    assert MOST_PASSIVE == 0.1


def test_phrases_are_found_whatever_their_endings(lists: WordLists) -> None:
    phrases = Phrases(("make a decision", "make", "biopsy", "stop", "use"), lists.named("endings"))
    text = (
        "Making decisions. We make a decision. Biopsies stopped us, using (make) a decision-maker."
    )
    assert [phrase for phrase, *_ in phrases.find(text)] == [
        *("make", "make a decision", "biopsy", "stop", "use", "make")
    ]


def test_every_swap_is_plainer_than_what_it_stands_for(lists: WordLists) -> None:
    """What is to be said instead is no hard word itself."""
    phrases = Phrases(lists.swaps, lists.named("endings"))
    assert not {hard: plain for hard, plain in lists.swaps.items() if list(phrases.find(plain))}
