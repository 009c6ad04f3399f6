"""For programs: specs in as names and bytes, what each comes to out, without files."""
