"""A form in, what its author must know before others fill it in, out."""
