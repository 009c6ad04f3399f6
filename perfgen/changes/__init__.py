"""Two or three versions of the data of a spec in, what changed from one to another out."""
