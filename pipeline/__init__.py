"""From records to tables: stages, writers, the batch and the command line."""

__version__ = "0.1.0"
