"""For programs: the functions of `import perfgen`, which know no current folder and write no file."""
