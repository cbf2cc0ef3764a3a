"""Private to `docsieve.formats.pdf`; imported only once a PDF is read."""
