"""Specs in, documents out: found, laid out, written, on one process or many."""
