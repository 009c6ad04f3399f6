"""Specs: the bytes of a file in, a loaded spec out, or every mistake in it, each at its place."""
