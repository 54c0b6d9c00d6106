"""How a text is read: its passages and sentences, their school years, its words and where they were
written."""
