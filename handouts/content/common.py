"""The common fragments, as their authors wrote them, and all blocks that stand inside others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

from pydantic import Field

from ..source.reader import Model
from .blocks import Block, WrittenBlock
from .blocks.include import Include

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


def inside(blocks: Iterable[Block], fragments: Mapping[str, tuple[Block, ...]]) -> Iterator[Block]:
    """Every block among ``blocks`` in reading order, also inside other blocks and included
    ``fragments``."""
    for block in blocks:
        if not isinstance(block, Block):
            continue  # refused before
        yield block
        if isinstance(block, Include):
            yield from inside(fragments.get(block.include, ()), fragments)
            continue
        for _, value in block:
            for part in value if isinstance(value, tuple) else (value,):
                yield from inside(
                    part if isinstance(part, tuple) else getattr(part, "blocks", ()), fragments
                )


class Common(Model):
    """Fragments: blocks written once and included everywhere."""

    fragments: dict[Slug, Annotated[tuple[WrittenBlock, ...], Field(min_length=1)]]

    def includes(self) -> dict[str, tuple[Include, ...]]:
        """The includes inside each fragment."""
        return {
            name: tuple(block for block in inside(blocks, {}) if isinstance(block, Include))
            for name, blocks in self.fragments.items()
        }

    def unknown(self) -> Iterator[Include]:
        """The includes of fragments that are not there."""
        for found in self.includes().values():
            yield from (include for include in found if include.include not in self.fragments)

    def cycles(self) -> Iterator[tuple[Include, str]]:
        """The includes that lead back to a fragment they stand in, each with the path of names."""
        includes, done = self.includes(), set[str]()

        def walk(path: tuple[str, ...]) -> Iterator[tuple[Include, str]]:
            for include in includes.get(path[-1], ()):
                name = include.include
                if name in path:
                    yield include, " -> ".join((*path[path.index(name) :], name))
                elif name not in done:
                    yield from walk((*path, name))
            done.add(path[-1])

        for name in includes:
            if name not in done:
                yield from walk((name,))
