"""Parts of an e-book: its package, its chapters and its table of contents."""
