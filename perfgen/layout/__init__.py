"""A declaration and a template in, the form out: a grid of cells, each with what it prints."""
