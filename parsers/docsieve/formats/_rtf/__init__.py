"""Reader of Rich Text Format: tokens, groups and destinations as in RTF Specification 1.9.1."""
