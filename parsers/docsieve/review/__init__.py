"""Reviewing a document before anything of it is sent: decisions, views, payload."""
