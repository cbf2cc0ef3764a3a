"""JSON beyond the standard library: faithful to what is written, tables where objects are alike."""
