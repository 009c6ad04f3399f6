"""Diagnostics in, text out: for people, for programs, for code review."""
