"""The common fragments, as their authors wrote them, and all blocks that stand inside others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

from ..source.fields import Field
from ..source.problems import Where
from ..source.reader import Model
from .blocks import Block, WrittenBlock
from .blocks.include import Include

# More than any handout has: what is longer has run away, such as by fragments that include others.
MOST_BLOCKS = 3000
MOST_INSIDE = 20  # fragments inside one another

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Slug = Annotated[str, Field(pattern=SLUG)]
MOST_NAME = 60  # characters of what folders and files are called
Named = Annotated[Slug, Field(max_length=MOST_NAME)]


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
        for value in vars(block).values():
            for part in value if isinstance(value, tuple) else (value,):
                more = part if isinstance(part, tuple) else getattr(part, "blocks", ())
                if more:
                    yield from inside(more, fragments)


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
        for start in includes:
            path, ways = [start], [iter(includes[start])]
            while ways and start not in done:
                include = next(ways[-1], None)
                if include is None:
                    done.add(path.pop())
                    ways.pop()
                elif include.include in path:
                    names = path[path.index(include.include) :]
                    yield include, " -> ".join((*names, include.include))
                elif include.include not in done:
                    path.append(include.include)
                    ways.append(iter(includes.get(include.include, ())))

    def heavy(self) -> Iterator[tuple[Where | None, str]]:
        """The fragments that are too much with all that they include, or that reach too deep; of a
        ``Common`` without cycles. A fragment that includes one of these is not told too."""
        counts, depths, told = dict[str, int](), dict[str, int](), set[str]()
        includes, left = self.includes(), list(self.fragments)
        while left:
            name = left[-1]
            inner = [one.include for one in includes.get(name, ())]
            if waiting := [one for one in inner if one not in counts]:
                left += waiting
                continue
            left.pop()
            if name in counts:
                continue
            blocks = self.fragments.get(name, ())
            counts[name] = sum(1 for _ in inside(blocks, {})) + sum(counts[one] for one in inner)
            depths[name] = 1 + max((depths[one] for one in inner), default=0)
            if told & {*inner}:
                told.add(name)
            elif counts[name] > MOST_BLOCKS or depths[name] > MOST_INSIDE:
                much = f"has more than {MOST_BLOCKS:,} blocks in it"
                deep = f"includes others more than {MOST_INSIDE} deep"
                which = much if counts[name] > MOST_BLOCKS else deep
                yield blocks[0].at if blocks else self.at, f"the fragment '{name}' {which}"
                told.add(name)
