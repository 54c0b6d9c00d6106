"""What a page means: spans, parts and documents, how to walk them, what differs between two."""
