"""Boxes: parts with their lines broken and their heights known."""
