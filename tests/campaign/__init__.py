"""Damaged inputs by the thousand, kills, crowds and full disks: outside the suite, for whoever
changes how files are read or written. ``python -m tests.campaign --help``."""
