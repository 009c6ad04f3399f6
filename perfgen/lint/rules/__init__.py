"""One rule, one file. The docstring is the rule's page; its first line says what is wrong."""
