"""Word 97-2003 binary files ([MS-DOC]), and what of Word 6 and 95 is kept the same way."""
