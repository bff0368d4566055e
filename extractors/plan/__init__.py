"""The parser: the common document to the record of a plan, as printed. It knows no file format."""
