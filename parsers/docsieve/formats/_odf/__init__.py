"""OpenDocument (ISO/IEC 26300, OASIS ODF 1.3): what its formats share."""
