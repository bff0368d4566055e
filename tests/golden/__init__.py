"""The expected results of the samples, checked in: what changes in them is looked at before it is committed."""
