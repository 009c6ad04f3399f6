"""The text of a spec, edited so that all that an edit is not about stays: comments, order, quotes, blank lines."""
