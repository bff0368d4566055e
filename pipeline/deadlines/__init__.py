"""A grammar of Vietnamese administrative time (thời hạn, thời gian thực hiện)."""

from pipeline.deadlines.grammar import read_deadline
from pipeline.deadlines.reading import DeadlineContext, Reading

__all__ = ["DeadlineContext", "Reading", "read_deadline"]
