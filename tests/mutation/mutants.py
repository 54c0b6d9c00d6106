"""Mutants: a module with one small change, as mutmut makes them.

mutmut's own runner puts all mutants of a module into one file and picks one while it runs. Tests
here start processes, send values between them and hash the code, so each mutant is a file of its
own instead.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import libcst
from mutmut.mutation.file_mutation import Mutation, create_mutations


@dataclass(frozen=True)
class Mutant:
    """A module as it would be with one change: what stood in which line, and what stands there."""

    module: str
    line: int
    was: str
    became: str
    code: str = field(repr=False)

    @property
    def name(self) -> str:
        """The same whatever stands above it, so that a reason for a survivor stays with it."""
        return f"{self.module}: {self.was} => {self.became}"


def sampled(root: Path, modules: Sequence[str], seed: str, count: int) -> list[Mutant]:
    """So many mutants of some modules, by chance; the same seed takes the same ones of the same
    code."""
    every = [one for module in modules for one in _of(module, (root / module).read_text("utf-8"))]
    chosen = random.Random(seed).sample(every, min(count, len(every)))
    return sorted((made() for made in chosen), key=lambda one: (one.module, one.line))


@dataclass(frozen=True)
class _Made:
    """A mutant that is not written yet: most of them are never taken."""

    module: str
    code: str
    tree: libcst.Module
    mutation: Mutation

    def __call__(self) -> Mutant:
        changed = self.tree.deep_replace(self.mutation.original_node, self.mutation.mutated_node)
        assert isinstance(changed, libcst.Module)
        line, was, became = _difference(self.code, changed.code)
        return Mutant(self.module, line, was, became, changed.code)


def _of(module: str, code: str) -> Iterator[_Made]:
    tree, mutations, _, _ = create_mutations(module, code)
    for one in mutations:
        inside = one.contained_by_top_level_function is not None
        # What a module names at its top is needed to load it, or a type that nobody looks at.
        if inside or not isinstance(one.original_node, libcst.Assign | libcst.AnnAssign):
            yield _Made(module, code, tree, one)


def _difference(code: str, changed: str) -> tuple[int, str, str]:
    """Where two texts differ: the first line, and the lines of both, as one line each."""
    old, new = code.splitlines(), changed.splitlines()
    spans = [
        one for one in SequenceMatcher(None, old, new, False).get_opcodes() if one[0] != "equal"
    ]
    first, last = spans[0], spans[-1]
    return first[1] + 1, _joined(old[first[1] : last[2]]), _joined(new[first[3] : last[4]])


def _joined(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())
