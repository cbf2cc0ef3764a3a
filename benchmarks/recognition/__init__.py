"""Text recognition in the browser beside native Tesseract: same pictures, same language data."""
