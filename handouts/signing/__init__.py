"""Who has read a text and a clinic's facts, what a signature holds for, what paper says of it."""
