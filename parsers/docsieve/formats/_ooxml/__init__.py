"""What DOCX, PPTX and XLSX share: packages (ECMA-376 part 2), properties, drawings, mathematics."""
