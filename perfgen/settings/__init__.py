"""What a project sets in perfgen.toml, checked and with the places of its mistakes."""
