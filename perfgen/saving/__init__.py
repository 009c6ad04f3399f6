"""Files on disk, written whole or not at all, and nobody's work lost."""
