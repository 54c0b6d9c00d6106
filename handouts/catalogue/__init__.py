"""What a folder of results tells of all that is in it: a page for people, and records for other
systems. Made of the files that are there and the cards of what they are made of."""
