"""The declaration: the validated content of a spec, and what can be read out of it."""
