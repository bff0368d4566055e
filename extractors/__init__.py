"""From the bytes of a file to the record of a document."""
