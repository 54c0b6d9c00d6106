"""What a screen reader is given: the same words as the text output, in the same order, and nothing else."""

from difflib import unified_diff
from itertools import islice

import pytest

from handouts.document import Document, Table, walk
from handouts.outputs import text
from tests.support.brochures import GOLDEN, JOBS, Brochure, named
from tests.support.transcript import UNKNOWN


def test_words_are_those_of_the_text_output_in_order(brochure: Brochure) -> None:
    written = text.words(brochure.document, brochure.contents)
    heard = brochure.transcript.words
    if heard != written:
        pytest.fail(_parting(written, heard), pytrace=False)


def test_no_text_is_outside_the_structure(brochure: Brochure) -> None:
    assert brochure.transcript.untagged_text == ()


def test_every_code_has_a_meaning(brochure: Brochure) -> None:
    assert UNKNOWN not in brochure.transcript.text
    assert UNKNOWN not in " ".join(brochure.transcript.artifacts)


def test_artifacts_are_heads_feet_and_repeated_table_heads(brochure: Brochure) -> None:
    left = list(brochure.transcript.artifacts)
    pages = brochure.count
    document, count = brochure.document, brochure.vocabulary.page_of
    for number in range(1, pages + 1):
        _take(left, count.format(page=number, pages=pages))
        _take(left, f"{document.author} \u00b7 {document.status}")
        if number > 1:
            _take(left, document.title)
    assert not _unexplained(left, document), f"artifacts with words that nobody hears: {' '.join(left)}"


def test_golden_transcript(on_letter: Brochure, update: bool) -> None:
    heard = on_letter.transcript.text + "\n"
    golden = GOLDEN / f"{named(on_letter.job)}.txt"
    if update:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(heard, "utf-8")
    known = golden.read_text("utf-8") if golden.is_file() else ""
    changes = unified_diff(known.splitlines(), heard.splitlines(), golden.name, "now", lineterm="", n=1)
    if heard != known:
        pytest.fail("\n".join([*islice(changes, 60), "...", "if this is meant: pytest --update"]), pytrace=False)


def test_no_golden_transcript_is_left_over(update: bool) -> None:
    expected = {f"{named(job)}.txt" for job in JOBS if job.paper == "letter"}
    extra = [path for path in GOLDEN.glob("*.txt") if path.name not in expected]
    if update:
        for path in extra:
            path.unlink()
    assert update or not extra


def test_words_leave_out_nothing_but_marks(brochure: Brochure) -> None:
    """``words`` is ``render`` without what typography adds."""
    said = iter(text.words(brochure.document, brochure.contents))
    word = next(said, "")
    for shown in text.render(brochure.document, brochure.contents).split():
        if shown.strip("#-|[]:") == word.strip("#-|[]:"):
            word = next(said, "")
        else:
            assert not shown.strip("#-|[]:"), f"'{shown}' is in the text, and '{word}' is said"
    assert not word


def _parting(written: tuple[str, ...], heard: tuple[str, ...]) -> str:
    """Where the two first part, with some words around."""
    same = zip(written, heard, strict=False)
    at = next((n for n, (one, other) in enumerate(same) if one != other), min(len(written), len(heard)))
    before, text_goes_on, heard_goes_on = (
        " ".join(said) for said in (written[max(0, at - 8) : at], written[at : at + 12], heard[at : at + 12])
    )
    return f"after '... {before}' the text goes on '{text_goes_on} ...', a screen reader hears '{heard_goes_on} ...'"


def _take(left: list[str], phrase: str) -> None:
    """Remove the first place in ``left`` where the words of ``phrase`` stand in a row."""
    wanted = phrase.split()
    for start in range(len(left) - len(wanted) + 1):
        if left[start : start + len(wanted)] == wanted:
            del left[start : start + len(wanted)]
            return
    raise AssertionError(f"'{phrase}' is not among the artifacts")


def _unexplained(left: list[str], document: Document) -> list[str]:
    """What is left when every repeated table head is taken away."""
    heads = [" ".join(part.head) for part in walk(document.parts) if isinstance(part, Table)]
    for head in sorted(heads, key=len, reverse=True):
        while True:
            try:
                _take(left, head)
            except AssertionError:
                break
    return left
