"""Private readers of the spreadsheet formats: XLSX, XLSB, XLS and ODS. Imported from `parse` only."""
