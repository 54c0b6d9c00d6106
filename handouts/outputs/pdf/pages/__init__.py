"""Pages: areas, which boxes stand on which page, and what stands on every page."""
