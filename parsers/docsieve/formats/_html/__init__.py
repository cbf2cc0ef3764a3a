"""HTML -> blocks, shared by every format that carries HTML: web pages, e-books, e-mail, web archives."""
