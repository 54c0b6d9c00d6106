"""What reads files: problems and their places, YAML as a tree, models, folders as values."""
