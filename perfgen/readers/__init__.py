"""Documents in, tables of cells out: each module reads one kind of file, none knows a form."""
