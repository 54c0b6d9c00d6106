"""Parts as boxes: a module for each family, and one that knows them all (``story``)."""
