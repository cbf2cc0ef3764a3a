"""Take out of a Document what must not leave: `redact(document, policy) -> (Document, matches)`."""
