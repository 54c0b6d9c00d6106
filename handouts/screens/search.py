"""The script that finds handouts by what somebody types, for every page that does. Loads nothing:
the desk serves its page before anything else is there."""

from pathlib import Path

SCRIPT = Path(__file__).with_name("search.js")
