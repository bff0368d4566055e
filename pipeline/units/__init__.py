"""Units (đơn vị): a cell split into mentions, each recognised in the context of its document."""
