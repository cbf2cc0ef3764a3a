"""LaTeX as an author writes it: structure and text, no typesetting and no program run."""
