"""Words set: faces, shaped words, lines; and what a file carries of a face."""
