"""Reports for the people who make handouts."""
