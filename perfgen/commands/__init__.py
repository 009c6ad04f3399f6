"""The commands: each a function whose arguments are the command's, registered in `perfgen.cli`."""
