"""Views: which story of a handout is told. Each turns a handout into a document."""
