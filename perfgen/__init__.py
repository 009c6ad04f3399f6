"""Performance goal declarations as code: YAML in git, checked, printed as the official Word form."""

__version__ = "0.1.0"
