"""What things are: the common document, the record, the output tables. Imports nothing of the project."""
