"""What changed from one declaration to another, in the words of the form, for those who have to approve it."""
