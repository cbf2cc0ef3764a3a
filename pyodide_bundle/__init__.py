"""Builds and checks the static site in `dist/`: Pyodide, wheels, page, manifest."""
