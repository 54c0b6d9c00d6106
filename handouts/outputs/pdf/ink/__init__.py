"""What is painted: structure elements, sheets and what stands on them, colours."""
