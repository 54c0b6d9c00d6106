"""Files of a site as trees, those that nobody has read yet too."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence

from ..source.parsing import parse
from ..source.tree import Tree


class Parsed(Mapping[str, Tree]):
    """Files as trees: those that were ``read``, and ``others``, each made when it is asked for: few
    are, of what was read in an earlier run. ``data`` gives the contents of a file."""

    def __init__(
        self,
        read: dict[str, Tree],
        others: Sequence[str] = (),
        data: Callable[[str], bytes] = str.encode,
    ) -> None:
        self.known, self.others, self.data = read, others, data

    def beside(self, read: Mapping[str, Tree]) -> Mapping[str, Tree]:
        """These and those that were ``read`` besides."""
        return ChainMap(dict(read), self)  # type: ignore[arg-type]  # nobody writes into it

    def __getitem__(self, name: str) -> Tree:
        if name not in self.known:
            if name not in self.others:
                raise KeyError(name)
            self.known[name] = parse(self.data(name), name)[0]
        return self.known[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self.known, **dict.fromkeys(self.others)})

    def __len__(self) -> int:
        return len({*self.known, *self.others})
