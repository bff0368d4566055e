"""One module per sample, each with its description as PLAN."""
