"""The printed brochure: a document as a tagged PDF that is PDF/UA-1 and PDF/A-2a at once.

story (boxes and structure elements) -> compose (pages) -> sheet (content streams) -> writer (the
file).
"""
