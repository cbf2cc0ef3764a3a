"""Messages, whatever container they come in: MIME, Outlook's MSG, TNEF."""
