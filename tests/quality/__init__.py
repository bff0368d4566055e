"""How much of what stands in a document is read right: scores per table and column, with floors that only rise."""
