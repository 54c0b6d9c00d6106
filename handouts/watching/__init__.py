"""A handout in a browser while somebody writes it: what was just saved is there at once."""
