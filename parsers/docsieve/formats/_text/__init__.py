"""What the formats that are plain text share: decoding, and telling text from other bytes."""
