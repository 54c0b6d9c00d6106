"""Translations that cannot go stale unseen: texts as units, what is known of each, how it travels
to a translator and back, and what of it must agree with the text it was made from."""
