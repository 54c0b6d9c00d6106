"""From painted sheets to the bytes of a file."""
