"""What an author writes: handouts and their blocks, facts, sources, brand, editions, sets."""
