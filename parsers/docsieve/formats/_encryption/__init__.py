"""Opening protected Office documents with their password ([MS-OFFCRYPTO]). No cipher of our own."""
