"""Compiled drawings on disk: each with a checksum, which is looked at before the drawing is
believed."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path as File
from typing import Any

from ..source.files import write
from .drawing import Clip, Drawing, Group, Item, Path, Pen, Shape, Step

SUM = 64  # characters: SHA-256 in hexadecimal, then a line break


def keep(path: File, drawing: Drawing) -> None:
    """Put a drawing at ``path``."""
    told = json.dumps(astuple(drawing), separators=(",", ":")).encode()
    with suppress(OSError):  # a full disk costs time, not the build
        write(path, _seal(path, told) + told)


def kept(path: File) -> Drawing | None:
    """The drawing at ``path``; ``None`` where there is none, or it is not as it was put there."""
    try:
        data = path.read_bytes() if path.is_file() else b""
    except OSError:
        return None
    told = data[SUM + 1 :]
    if data[: SUM + 1] != _seal(path, told):
        return None
    width, height, items, anchors, (x, y) = json.loads(told)
    points = {name: (across, up) for name, (across, up) in anchors.items()}
    return Drawing(width, height, tuple(map(_item, items)), points, (x, y))


def _seal(path: File, told: bytes) -> bytes:
    """What stands before a drawing; its name has a say in it, so that none is taken for another."""
    return hashlib.sha256(path.stem.encode() + b"\n" + told).hexdigest().encode() + b"\n"


def _item(told: list[Any]) -> Item:
    """A shape has four fields, a group three."""
    if len(told) == len(Shape._fields):
        path, fill, line, even = told
        return Shape(_path(path), fill, _pen(line), even)
    items, matrix, clip = told
    cut = Clip(tuple(map(_path, clip[0])), clip[1]) if clip else None
    turn = tuple(matrix) if matrix else None
    return Group(tuple(map(_item, items)), turn, cut)


def _path(told: list[Any]) -> Path:
    return tuple(Step(kind, tuple(at)) for kind, at in told)


def _pen(told: list[Any] | None) -> Pen | None:
    if told is None:
        return None
    role, width, cap, join, miter, dashes = told
    return Pen(role, width, cap, join, miter, tuple(dashes))
