"""Boxes that give way, and how pages use them: never higher than asked, never lower than they can be."""

from __future__ import annotations

from random import Random

import pytest

from handouts.outputs.pdf import setting
from handouts.outputs.pdf.boxes.kinds import CLOSEST, Beside, Box, Painted, Sized, Stack, gap, height, stacked
from handouts.outputs.pdf.pages.compose import Page, compose, pages_of, too_tall
from tests.support.brochures import ON_LETTER, Brochures
from tests.support.composing import composed

SEEDS = range(300)
DEPTH = 600.0
STEPS = (1.15, 1.0, 0.86, 0.72)


def _paint(*_: object) -> None:
    raise AssertionError("settling paints nothing")


def picture(tall: float, before: float = 0, after: float = 0) -> Sized:
    """Something that is ``tall`` points high and may be a little larger or a good deal smaller."""
    return Sized(len(STEPS), 1, lambda size: tall * STEPS[size], _paint, before, after)


def plain(tall: float, before: float = 0, after: float = 0) -> Painted:
    return Painted(tall, _paint, before, after)


def stack(chance: Random, depth: int = 2) -> Stack:
    boxes = [box(chance, depth - 1) for _ in range(chance.randint(1, 4))]
    return Stack(boxes, chance.choice((0, 8)), chance.choice((0, 8)), padding=chance.choice(((0, 0), (6, 10))))


def box(chance: Random, depth: int = 2) -> Box:
    before, after, tall = chance.choice((0, 6, 12)), chance.choice((0, 6)), chance.uniform(15, 120)
    match chance.randrange(4 if depth else 2):
        case 0:
            return picture(tall, before, after)
        case 1:
            return plain(tall, before, after)
        case 2:
            return stack(chance, depth)
        case _:
            columns = [(200.0 * number, stack(chance, depth)) for number in range(chance.randint(2, 3))]
            return Beside(columns, before, after)


def parts(one: Box) -> list[Box]:
    """A box and all that is in it."""
    inner = (
        one.boxes if isinstance(one, Stack) else [each for _, each in one.columns] if isinstance(one, Beside) else []
    )
    return [one, *(below for each in inner for below in parts(each))]


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9, 1])
def test_what_is_settled_lower_is_as_low_as_asked_and_not_below_its_least(share: float) -> None:
    for seed in SEEDS:
        one = box(Random(seed))
        natural, least = height(one), height(one) - one.give
        one.settle(one.give * share)
        assert height(one) <= natural - share * (natural - least) + 0.02, f"seed {seed}"
        assert height(one) >= least - 0.02, f"seed {seed}"
        assert one.give == pytest.approx(height(one) - least, abs=0.02), f"seed {seed}"


@pytest.mark.parametrize("share", [0.2, 1])
def test_what_is_settled_higher_is_no_higher_than_asked(share: float) -> None:
    for seed in SEEDS:
        one = box(Random(seed))
        natural, more = height(one), one.more
        one.settle(-more * share)
        assert natural - 0.02 <= height(one) <= natural + more * share + 0.02, f"seed {seed}"


def test_boxes_hold_what_is_in_them_after_they_were_settled() -> None:
    """No gap is closed below ``CLOSEST``, nothing hangs over, columns end where the highest of them ends."""
    for seed in SEEDS:
        chance = Random(seed)
        one = box(chance)
        one.settle(chance.choice((one.give, -one.more, one.give / 3)))
        for each in parts(one):
            if isinstance(each, Stack):
                assert CLOSEST - 0.001 <= each.closeness <= 1.001, f"seed {seed}"
                assert height(each) >= stacked(each.boxes, each.closeness) + sum(each.padding) - 0.02, f"seed {seed}"
            if isinstance(each, Beside):
                assert height(each) == pytest.approx(max(height(column) for _, column in each.columns)), f"seed {seed}"


@pytest.mark.parametrize("lower", [30.0, 10.0, -18.0])
def test_panels_beside_each_other_end_together(lower: float) -> None:
    """Also after a picture in one of them has become smaller or larger."""
    shown, told = Stack([picture(120)], behind=_paint), Stack([plain(70)], behind=_paint)
    told.rows = shown.rows
    both = Beside([(0, shown), (200, told)])
    both.settle(lower)
    assert height(shown) == height(told) == height(both)


def test_a_picture_takes_the_largest_size_that_fits() -> None:
    one = picture(100)
    assert (height(one), one.give, one.more) == pytest.approx((100, 28, 15))
    one.settle(10)
    assert height(one) == pytest.approx(86)
    one.settle(-14)
    assert height(one) == pytest.approx(100)
    one.settle(-20)
    assert height(one) == pytest.approx(115)


# ------------------------------------------------------------------ pages


def test_pictures_shrink_rather_than_make_a_page() -> None:
    """Five pictures of 140 points do not fit 600 points, smaller ones do; then the gaps are closer, too."""
    boxes: list[Box] = [picture(130, 12, 12) for _ in range(5)]
    (page,) = compose(boxes, DEPTH)
    assert all(100 - 0.1 <= height(placed.box) < 130 for placed in page)
    assert page[-1].top + height(page[-1].box) <= DEPTH + 0.02


def test_pictures_grow_where_a_page_has_room_left() -> None:
    boxes: list[Box] = [plain(300), picture(250), plain(500)]
    assert [len(page) for page in compose(boxes, DEPTH)] == [2, 1]
    assert height(boxes[1]) == pytest.approx(1.15 * 250)


def test_pages_are_filled_no_further_than_their_depth() -> None:
    for seed in SEEDS:
        chance = Random(seed)
        boxes = [box(chance) for _ in range(chance.randint(2, 14))]
        if list(too_tall(boxes, DEPTH)):
            continue
        for page in compose(boxes, DEPTH):
            assert page[-1].top + height(page[-1].box) <= DEPTH + 0.05, f"seed {seed}"
            for one, other in zip(page, page[1:], strict=False):
                space = other.top - one.top - height(one.box)
                assert space >= CLOSEST * gap(one.box, other.box) - 0.02, f"seed {seed}"


def test_a_chapter_composed_again_begins_with_the_heights_its_boxes_would_like(
    brochures: Brochures, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages are counted with a list of contents and without; what that took or gave must leave no trace."""
    liked: dict[int, float] = {}
    kept: list[Box] = []
    again = 0

    def counted(boxes: list[Box], depth: float, pages: int = 0) -> int:
        kept.extend(boxes)  # so that no number is given away anew
        for one in boxes:
            assert height(one) == pytest.approx(liked.setdefault(id(one), height(one)))
        return pages_of(boxes, depth, pages)

    def once(boxes: list[Box], depth: float, pages: int = 0) -> list[Page]:
        nonlocal again
        again += sum(id(one) in liked for one in boxes)
        counted(boxes, depth)
        return compose(boxes, depth, pages)

    monkeypatch.setattr(setting, "pages_of", counted)
    monkeypatch.setattr(setting, "compose", once)
    for job in ON_LETTER:
        document, _, _ = brochures.press.document(job.slug, job.language)
        assert document
        assert composed(brochures.press.shop.studio("standard", "letter"), document)[0]
    assert again > 100
