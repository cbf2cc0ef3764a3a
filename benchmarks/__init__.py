"""Measures Docsieve beside its peers, in one browser, on the same files. Never shipped."""
