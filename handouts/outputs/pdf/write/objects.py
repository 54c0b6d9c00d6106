"""Objects -> the bytes of a file: streams, object streams, the cross-reference stream (ISO 32000-1,
7.5)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain

from ....source.deflating import QUICK, shrunk

BINARY = b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n"
NOTHING: Mapping[int, bytes] = {}
KEPT_PACKED = 12  # object streams that are: those of such a one
MOST = 200  # objects in an object stream: a reader inflates all of it to get at one


class Objects:
    """The objects of a file while it is made, numbered from 1 in the order they are asked for."""

    def __init__(self) -> None:
        self.sources: list[bytes] = []
        self.known: dict[bytes, int] = {}
        self.apart: list[set[int]] = []  # groups of those that are others for each patient

    def add(self, source: bytes) -> int:
        """A new object; its number."""
        self.sources.append(source)
        return len(self.sources)

    def reserve(self, count: int) -> range:
        """The numbers of objects that others point to before they are there (``put``)."""
        first = len(self.sources) + 1
        self.sources += [b""] * count
        return range(first, first + count)

    def put(self, first: int, *sources: bytes) -> None:
        """Fills the numbers from ``first`` on."""
        self.sources[first - 1 : first - 1 + len(sources)] = sources

    def shared(self, source: bytes) -> int:
        """The number of an object that is the same wherever it is pointed to from."""
        if source not in self.known:
            self.known[source] = self.add(source)
        return self.known[source]


def file_of(
    objects: Sequence[bytes], catalog: int, info: int = 0, version: bytes = b"1.7"
) -> bytes:
    """Objects, numbered from 1, -> file. Without ``info`` there is no information dictionary."""
    return Filing(objects, catalog, info, version=version).file()


class Filing:
    """Objects, numbered from 1, on their way to a file: streams as they are, the rest in object
    streams, a cross-reference stream (7.5.7, 7.5.8). What does not change is laid down once for
    files that have nearly all objects in common; groups of those that do not are told ``apart``,
    and each has an object stream of its own."""

    def __init__(
        self,
        objects: Sequence[bytes],
        catalog: int,
        info: int = 0,
        apart: Sequence[Collection[int]] = (),
        version: bytes = b"1.7",
    ) -> None:
        self.objects, self.head = objects, BINARY % version
        told = b"/Info %d 0 R" % info if info else b""
        self.catalog = b"/Root %d 0 R%s" % (catalog, told)
        numbered = enumerate(objects, 1)
        self.streams = [number for number, one in numbered if one.endswith(b"endstream")]
        other = {*self.streams, *chain(*apart)}
        small = [number for number in range(1, len(objects) + 1) if number not in other]
        self.chunks = [small[start : start + MOST] for start in range(0, len(small), MOST)]
        for group in apart:
            own = sorted(set(group).difference(self.streams))
            self.chunks += [own] if own else []
        self.last = len(objects) + len(self.chunks) + 1  # the cross-reference stream
        # what stands in the file by itself, in its order
        self.bodies = [_body(number, objects[number - 1]) for number in self.streams]
        for number, chunk in enumerate(self.chunks, len(objects) + 1):
            self.bodies.append(_body(number, _packed(chunk, objects)))
        self.order = [*self.streams, *range(len(objects) + 1, self.last)]
        self.places = {number: place for place, number in enumerate(self.order)}
        self.begun: dict[int, hashlib._Hash] = {}  # digests of the objects before one

    @cached_property
    def inside(self) -> dict[int, int]:
        """In which of the object streams each object is that is in one."""
        return {number: n for n, chunk in enumerate(self.chunks) for number in chunk}

    def _rows(self, wide: int) -> list[bytes]:
        """The rows of the table (7.5.8.3) with ``wide`` bytes for an offset: object 0, which is
        free, then the others; of what stands by itself nothing is known yet."""
        chunks = tuple(map(tuple, self.chunks))
        return list(_rows(chunks, len(self.objects) + 1, self.last, wide))

    def file(self, changed: Mapping[int, bytes] = NOTHING) -> bytes:
        """The file; the objects that are ``changed``, by their numbers, in place of their own. A
        stream stays a stream."""
        objects, bodies = self.objects, self.bodies
        if changed:
            objects, bodies = list(objects), list(bodies)
            for number, source in changed.items():
                objects[number - 1] = source
                if number in self.places:
                    bodies[self.places[number]] = _body(number, source)
            for chunk in {self.inside[one] for one in changed if one in self.inside}:
                number = len(objects) + 1 + chunk
                source = _packed(self.chunks[chunk], objects)
                bodies[self.places[number]] = _body(number, source)
        starts = list(accumulate(map(len, bodies), initial=len(self.head)))
        start, digest = starts[-1], self._digest(objects, min(changed, default=1))
        wide = max(3, (start.bit_length() + 7) // 8)  # bytes of an offset: photographs are large
        rows = self._rows(wide)
        for number, at in zip((*self.order, self.last), starts, strict=True):
            rows[number] = b"\1%s\0\0" % at.to_bytes(wide, "big")
        told = self.last + 1, wide, self.catalog, digest, digest
        table = stream(b"/Type/XRef/Size %d/W[1 %d 2]%s/ID[<%s><%s>]" % told, b"".join(rows))
        end = b"startxref\n%d\n%%%%EOF\n" % start
        return b"".join((self.head, *bodies, _body(self.last, table), end))

    def _digest(self, objects: Sequence[bytes], first: int) -> bytes:
        """What tells a file from others (14.4): 32 hexadecimal digits from the sources of its
        objects, of which those before the ``first`` are the same in all such files."""
        if first not in self.begun:
            same = b"".join([b"%s\0" % source for source in objects[: first - 1]])
            self.begun[first] = hashlib.sha256(same)
        whole = self.begun[first].copy()
        whole.update(b"\0".join(objects[first - 1 :]))
        return whole.hexdigest()[:32].upper().encode("ascii")


@lru_cache(maxsize=2)  # a file whose words alone are others has the same
def _rows(
    chunks: tuple[tuple[int, ...], ...], first: int, last: int, wide: int
) -> tuple[bytes, ...]:
    """The rows of a table whose object streams have numbers from ``first`` on, itself the
    ``last``."""
    rows = [bytes(1 + wide) + b"\xff\xff", *[b""] * last]
    for own, chunk in enumerate(chunks, first):
        begin = b"\2%s" % own.to_bytes(wide, "big")
        for index, number in enumerate(chunk):
            rows[number] = begin + index.to_bytes(2, "big")
    return tuple(rows)


def _body(number: int, source: bytes) -> bytes:
    return b"%d 0 obj\n%s\nendobj\n" % (number, source)


def _packed(numbers: Sequence[int], objects: Sequence[bytes]) -> bytes:
    """An object stream of those of ``objects`` that have these numbers."""
    return _object_stream(tuple(numbers), tuple([objects[number - 1] for number in numbers]))


@lru_cache(maxsize=KEPT_PACKED)
def _object_stream(numbers: tuple[int, ...], sources: tuple[bytes, ...]) -> bytes:
    starts = accumulate([len(source) + 1 for source in sources], initial=0)
    heads = [f"{number} {start}" for number, start in zip(numbers, starts, strict=False)]
    head = " ".join(heads).encode("ascii") + b"\n"
    return stream(
        b"/Type/ObjStm/N %d/First %d" % (len(heads), len(head)), head + b"\n".join(sources)
    )


def stream(entries: bytes, data: bytes) -> bytes:
    """A stream of ``data`` that are deflated here."""
    return deflated(entries, shrunk(data, QUICK))


def forget() -> None:
    """Drops the streams that were kept: words of a paper are in them."""
    _object_stream.cache_clear()


def deflated(entries: bytes, data: bytes) -> bytes:
    """A stream of ``data`` that are deflated already."""
    return coded(entries + b"/Filter/FlateDecode", data)


def coded(entries: bytes, data: bytes) -> bytes:
    """A stream whose ``entries`` say how its data are coded."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)
