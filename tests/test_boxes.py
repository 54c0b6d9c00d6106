"""Boxes that give way, and how pages use them: never higher than asked, never lower than they can
be."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from random import Random

import pytest

from handouts.outputs.pdf.boxes.box import CLOSEST, Box, Fit, gap, height, stacked
from handouts.outputs.pdf.boxes.kinds import Painted, Sized
from handouts.outputs.pdf.boxes.stacks import Beside, Column, Stack
from handouts.outputs.pdf.ink.sheet import Sheet
from handouts.outputs.pdf.pages.compose import compose, too_tall

SEEDS = range(300)
DEPTH = 600.0
STEPS = (1.15, 1.0, 0.86, 0.72)


class Unpainted:
    """What is composed and never painted."""

    def paint(self, sheet: Sheet, x: float, top: float, size: float) -> None:
        raise AssertionError("composing paints nothing")


def picture(tall: float, before: float = 0, after: float = 0) -> Sized:
    """Something that is ``tall`` points high and may be a little larger or a good deal smaller."""
    return Sized(tuple(tall * step for step in STEPS), 1, Unpainted(), before=before, after=after)


def plain(tall: float, before: float = 0, after: float = 0) -> Painted:
    return Painted(tall, None, before=before, after=after)


def stack(chance: Random, depth: int = 2) -> Stack:
    boxes = tuple(box(chance, depth - 1) for _ in range(chance.randint(1, 4)))
    before, after = chance.choice((0, 8)), chance.choice((0, 8))
    return Stack(boxes, before=before, after=after, padding=chance.choice(((0, 0), (6, 10))))


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
            columns = (
                Column(200.0 * number, stack(chance, depth))
                for number in range(chance.randint(2, 3))
            )
            return Beside(tuple(columns), before=before, after=after)


def parts(one: Box, fit: Fit | None) -> Iterator[tuple[Box, Fit | None]]:
    """A box and all that is in it, each as it is set."""
    yield one, fit
    inner: tuple[Box, ...] = ()
    if isinstance(one, Stack):
        inner = one.boxes
    elif isinstance(one, Beside):
        inner = tuple(stack for _, stack in one.columns)
    for each, own in zip(inner, fit.inner if fit and inner else (None,) * len(inner), strict=True):
        yield from parts(each, own)


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9, 1])
def test_what_is_settled_lower_is_as_low_as_asked_and_not_below_its_least(share: float) -> None:
    for seed in SEEDS:
        one = box(Random(seed))
        natural, least = height(one), height(one) - one.give
        fit = one.settled(None, one.give * share)
        assert height(one, fit) <= natural - share * (natural - least) + 0.02, f"seed {seed}"
        assert height(one, fit) >= least - 0.02, f"seed {seed}"
        assert one.can_give(fit) == pytest.approx(height(one, fit) - least, abs=0.02), (
            f"seed {seed}"
        )


@pytest.mark.parametrize("share", [0.2, 1])
def test_what_is_settled_higher_is_no_higher_than_asked(share: float) -> None:
    for seed in SEEDS:
        one = box(Random(seed))
        natural, more = height(one), one.more
        fit = one.settled(None, -more * share)
        assert natural - 0.02 <= height(one, fit) <= natural + more * share + 0.02, f"seed {seed}"


def test_a_box_is_what_it_was_after_it_was_settled() -> None:
    """And can be settled again: what comes out is the same."""
    for seed in SEEDS:
        one, same = box(Random(seed)), box(Random(seed))
        lower = Random(seed).choice((one.give, -one.more, one.give / 3))
        assert one.settled(None, lower) == one.settled(None, lower), f"seed {seed}"
        assert pickle.dumps(one) == pickle.dumps(same), f"seed {seed}"


def test_boxes_hold_what_is_in_them_after_they_were_settled() -> None:
    """No gap is closed below ``CLOSEST``, nothing hangs over, columns end where the highest of them
    ends."""
    for seed in SEEDS:
        chance = Random(seed)
        one = box(chance)
        settled = one.settled(None, chance.choice((one.give, -one.more, one.give / 3)))
        for each, fit in parts(one, settled):
            if fit is None:
                assert each.stiff, f"seed {seed}"
                continue
            if isinstance(each, Stack):
                assert CLOSEST - 0.001 <= fit.closeness <= 1.001, f"seed {seed}"
                held = sum(map(height, each.boxes, fit.inner))
                gaps = stacked(each.boxes, fit.closeness) - sum(map(height, each.boxes))
                assert fit.height >= held + gaps + sum(each.padding) - 0.02, f"seed {seed}"
            if isinstance(each, Beside):
                assert fit.height == pytest.approx(max(own.height for own in fit.inner if own)), (
                    f"seed {seed}"
                )


@pytest.mark.parametrize("lower", [30.0, 10.0, -18.0])
def test_panels_beside_each_other_end_together(lower: float) -> None:
    """Also after a picture in one of them has become smaller or larger."""
    shown = Stack((picture(120),), behind=Unpainted())
    told = Stack((plain(70),), behind=Unpainted(), least=height(shown))
    both = Beside((Column(0, shown), Column(200, told)))
    assert height(told) == height(shown)
    fit = both.settled(None, lower)
    assert height(both, fit) != height(both)
    assert [height(one, own) for one, own in zip((shown, told), fit.inner, strict=True)] == [
        fit.height
    ] * 2


def test_a_picture_takes_the_largest_size_that_fits() -> None:
    one = picture(100)
    assert (height(one), one.give, one.more) == pytest.approx((100, 28, 15))
    fit = one.settled(None, 10)
    assert height(one, fit) == pytest.approx(86)
    fit = one.settled(fit, -14)
    assert height(one, fit) == pytest.approx(100)
    fit = one.settled(fit, -20)
    assert height(one, fit) == pytest.approx(115)


# ------------------------------------------------------------------ pages


def test_pictures_shrink_rather_than_make_a_page() -> None:
    """Five pictures of 140 points do not fit 600 points, smaller ones do; then the gaps are closer,
    too."""
    boxes: list[Box] = [picture(130, 12, 12) for _ in range(5)]
    (page,) = compose(boxes, DEPTH)
    assert all(100 - 0.1 <= height(placed.box, placed.fit) < 130 for placed in page)
    assert page[-1].top + height(page[-1].box, page[-1].fit) <= DEPTH + 0.02


def test_pictures_grow_where_a_page_has_room_left() -> None:
    boxes: list[Box] = [plain(300), picture(250), plain(500)]
    first, last = compose(boxes, DEPTH)
    assert (len(first), len(last)) == (2, 1)
    assert height(boxes[1], first[1].fit) == pytest.approx(1.15 * 250)


def test_pages_are_filled_no_further_than_their_depth() -> None:
    for seed in SEEDS:
        chance = Random(seed)
        boxes = [box(chance) for _ in range(chance.randint(2, 14))]
        if list(too_tall(boxes, DEPTH)):
            continue
        for page in compose(boxes, DEPTH):
            assert page[-1].top + height(page[-1].box, page[-1].fit) <= DEPTH + 0.05, f"seed {seed}"
            for one, other in zip(page, page[1:], strict=False):
                space = other.top - one.top - height(one.box, one.fit)
                assert space >= CLOSEST * gap(one.box, other.box) - 0.02, f"seed {seed}"


def test_a_chapter_can_be_composed_again() -> None:
    """Pages are counted with a list of contents and without; what that took or gave leaves no
    trace."""
    settled = 0
    for seed in SEEDS:
        chance = Random(seed)
        boxes = [box(chance) for _ in range(chance.randint(2, 14))]
        if list(too_tall(boxes, DEPTH)):
            continue
        pages = compose(boxes, DEPTH)
        settled += any(placed.fit is not None for page in pages for placed in page)
        assert len(compose(boxes, DEPTH, len(pages) + 1)) >= len(pages), f"seed {seed}"
        assert compose(boxes, DEPTH) == pages, f"seed {seed}"
    assert settled > 100
