"""One module here is one format: it ends in `FORMAT = Format(...)` and `docsieve.registry` finds it.

Names that start with an underscore are private helpers of a format and may import heavy packages.
"""
