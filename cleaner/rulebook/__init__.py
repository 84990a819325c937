"""Phrase lists and rules: read, laid over each other, applied."""
