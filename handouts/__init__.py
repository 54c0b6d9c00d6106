"""Printable, accessible patient handouts: from structured content to tagged PDF brochures."""

__version__ = "0.1.0"
