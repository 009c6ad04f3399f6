"""What a form asks for: its schema, found, read and put into words."""
