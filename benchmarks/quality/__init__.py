"""Scores the text that libraries give for the same PDFs against people's truth, never another extractor's."""
