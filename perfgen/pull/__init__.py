"""A Word file that came back in, the edits made in it out, as changes of its spec."""
