"""Writers: a form in, the bytes of a document out."""
