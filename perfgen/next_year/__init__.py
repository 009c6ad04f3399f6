"""The spec of a year in, the spec of the next year out."""
