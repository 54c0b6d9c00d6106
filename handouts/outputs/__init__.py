"""Outputs: each shows a document in one format, and knows neither blocks nor other outputs."""
