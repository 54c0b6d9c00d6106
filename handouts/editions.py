"""Editions as data: on which paper, at what scale of type a document is set."""

from __future__ import annotations

from dataclasses import dataclass

MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet; sizes in points."""

    name: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Edition:
    """How a document is set.

    ``scale`` multiplies the brand's type sizes; ``smallest`` is the smallest type allowed, in points;
    ``margin`` is the outer margin and ``measure`` the longest line of running text, both in points.
    """

    name: str
    scale: float
    smallest: float
    margin: float
    measure: float


PAPERS = {
    paper.name: paper
    for paper in (Paper("letter", 612, 792), Paper("a4", 210 * MM, 297 * MM))  # ISO 216, ANSI A
}
EDITIONS = {
    edition.name: edition
    for edition in (Edition("standard", scale=1.0, smallest=12, margin=18 * MM, measure=156 * MM),)
}
