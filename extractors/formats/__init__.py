"""Readers: the bytes of one file format to the common document. No meaning is read here."""
