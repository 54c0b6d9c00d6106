"""One clinic: what it fills in, which copy is asked for, and how facts come into a document."""
