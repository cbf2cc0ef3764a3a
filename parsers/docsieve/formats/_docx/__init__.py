"""The reader behind `docsieve.formats.docx` (ECMA-376 part 1, section 17)."""
