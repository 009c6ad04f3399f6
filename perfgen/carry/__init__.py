"""The spec of a form in, the spec of the next form of the year out: what means the same comes over."""
