"""Measures of blocks: one column a measure, one row a block."""
