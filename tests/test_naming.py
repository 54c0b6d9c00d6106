"""What fields are called inside a file: by their words, once, whatever stands around them."""

import pytest

from handouts.meaning.naming import LONGEST, Names, key, named, of_fact


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Will I need a brace?", "will-i-need-a-brace"),
        ("\u00bfNecesitar\u00e9 un cors\u00e9?", "necesitare-un-corse"),
        ("What\u2019s safe, and when?", "whats-safe-and-when"),
        ("L4-L5", "l4-l5"),
        ("\u03a0\u03cc\u03bd\u03bf\u03c2", "\u03c0\u03bf\u03bd\u03bf\u03c3"),
        ("?!", "field"),
    ],
)
def test_words_become_one_word(words: str, expected: str) -> None:
    assert key(words) == expected


def test_a_long_question_is_cut_between_words() -> None:
    found = key("How often does the disc slip again in your own patients, and when is it worse?")
    assert len(found) <= LONGEST
    assert found == "how-often-does-the-disc-slip-again-in-your-own"
    assert len(key("a" * 300)) == LONGEST


def test_what_is_meant_once_has_one_name_and_all_else_is_numbered() -> None:
    names = Names()
    phone, ask = of_fact("phone"), named("ask", "Why?")
    assert [names.of(phone), names.of(phone)] == ["clinic.phone", "clinic.phone"]
    assert [names.of(ask) for _ in range(3)] == ["ask.why", "ask.why-2", "ask.why-3"]
    assert names.of("talk.level") == names.of("talk.level") == "talk.level"


def test_a_number_is_not_taken_for_words_that_end_so() -> None:
    names = Names()
    first = [names.of(name) for name in ("tick.week-2", "tick.week", "tick.week", "tick.week-2")]
    assert len({*first}) == 4


def test_of_a_set_each_handout_has_its_own_but_the_patient_is_one() -> None:
    names = Names()
    assert names.of("talk.patient", "discectomy") == names.of("talk.patient") == "talk.patient"
    assert names.of("clinic.phone", "discectomy") == "clinic.phone"
    sides = [names.of("talk.side", slug) for slug in ("discectomy", "spinal-fusion")]
    assert sides == ["discectomy.talk.side", "spinal-fusion.talk.side"]
