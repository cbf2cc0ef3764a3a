"""Readers of PresentationML: slides, placeholders, text, graphics, notes and comments."""
