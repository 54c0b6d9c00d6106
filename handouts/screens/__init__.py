"""What pages for screens share, whoever makes them: colours, faces, icons, and what stands around
their text."""
