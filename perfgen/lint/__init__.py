"""The rules by which reviewers read a declaration: a declaration in, findings out."""
