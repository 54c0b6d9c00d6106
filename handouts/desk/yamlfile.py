"""A YAML file that people write by hand, with some values changed and all else as it was: comments,
order, quotes, empty lines.

``ruamel.yaml`` is the one library that reads a file with all of that and writes it back. Where an
untouched file would not come back byte by byte, or a comment would go, nothing is changed.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from io import BytesIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark, YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString as Quoted
from ruamel.yaml.tokens import CommentToken

from ..source.rows import NamedTuple
from .refusal import Refusal

Entry = Mapping[str, str] | str  # a text, or the fields of one
Value = Entry | Sequence[Entry]
WIDEST = 4096  # characters: no line is broken that was not


class Dress(NamedTuple):
    """What programs for text put around the lines of a file, and take for nothing: a mark before
    the first, one of two ends behind each, none behind the last."""

    mark: bytes
    end: bytes
    last: bool

    def on(self, plain: bytes) -> bytes:
        """A file as it was found, of one with plain lines."""
        lines = plain if self.last else plain.removesuffix(b"\n")
        return self.mark + lines.replace(b"\n", self.end)


def plain(data: bytes) -> tuple[bytes, Dress]:
    """The file with plain lines, and what was around them. Where ends of both kinds stand in it,
    it is left as it is."""
    mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    lines = data.removeprefix(mark)
    end = b"\r\n" if lines.count(b"\r\n") == lines.count(b"\n") > 0 else b"\n"
    lines = lines.replace(end, b"\n")
    last = lines.endswith(b"\n")
    return lines if last else lines + b"\n", Dress(mark, end, last)


def opened(data: bytes) -> CommentedMap:
    """The file as a tree with its comments. Raises ``Refusal``: it cannot be written back as it
    is."""
    lines, _ = plain(data)
    try:
        tree = _yaml().load(lines)
    except (YAMLError, UnicodeDecodeError):
        raise Refusal(422, "rewriting") from None
    if not isinstance(tree, CommentedMap) or written(tree) != lines:
        raise Refusal(422, "rewriting")
    return tree


def written(tree: CommentedMap) -> bytes:
    """The file of a tree, with plain lines."""
    out = BytesIO()
    _yaml().dump(tree, out)
    return out.getvalue()


def changed(data: bytes, values: Mapping[tuple[str, ...], Value]) -> bytes:
    """The file with ``values`` at the places of their names, from the outermost in. Raises
    ``Refusal``: it would lose something else."""
    tree = opened(data)
    for names, value in values.items():
        holder = tree
        for name in names[:-1]:
            below = holder.get(name)
            if not isinstance(below, CommentedMap):
                below = CommentedMap()
                holder[name] = below
            holder = below
        _put(holder, names[-1], value)
    made = plain(data)[1].on(written(tree))
    if _comments(made) != _comments(data) or opened(made) != tree:
        raise Refusal(422, "rewriting")
    return made


def _yaml() -> YAML:
    made = YAML()
    made.preserve_quotes = True
    made.width = WIDEST
    made.indent(mapping=2, sequence=4, offset=2)
    return made


def _put(holder: CommentedMap, name: str, value: Value) -> None:
    """A value in the place of another; the comment that follows it stays where it is."""
    new, tail = _node(value), _tail(holder, name)
    holder[name] = new
    if tail is None:
        return
    if isinstance(new, CommentedSeq) and len(new):
        new.ca.items[len(new) - 1] = [tail, None, None, None]
        tail = None
    # before it may stand a comment of its own
    holder.ca.items.setdefault(name, [None, None, None, None])[2] = tail


def _tail(holder: CommentedMap, name: str) -> CommentToken | None:
    """The comment behind a value. It hangs on the name, on the last entry of a list, or, where that
    is written in braces, on the list."""
    old, own = holder.get(name), holder.ca.items.get(name)
    found: CommentToken | None = own[2] if own else None
    if found or not isinstance(old, CommentedSeq) or not len(old):
        return found
    last = old.ca.items.get(len(old) - 1)
    found = last[0] if last else None
    after = getattr(old.ca, "_post", None) or ()
    text = "".join(one.value for one in after)
    return found or (CommentToken(f"\n{text}", CommentMark(0), None) if text else None)


def _node(value: Value) -> object:
    if isinstance(value, str):
        return Quoted(value)
    if isinstance(value, Mapping):
        made = CommentedMap((name, Quoted(text)) for name, text in value.items())
        made.fa.set_flow_style()
        return made
    entries = CommentedSeq(_node(one) for one in value)
    if not value:
        entries.fa.set_flow_style()
    return entries


def _comments(data: bytes) -> list[bytes]:
    """All lines that are comments, in their order."""
    lines = (line.strip() for line in data.splitlines())
    return [line for line in lines if line.startswith(b"#")]
