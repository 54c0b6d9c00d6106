"""How a site becomes files: one function for one file, its memo, its cache, its gate."""
