"""One module a step; each states its tables itself, for `records.tables` moves on."""
