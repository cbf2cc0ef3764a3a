"""XML that is no format of its own: feeds, documents, data."""
