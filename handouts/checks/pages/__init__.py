"""The pages as built: what stands on them, read back from the PDF."""
