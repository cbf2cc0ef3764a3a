"""How well redaction finds what it looks for: texts with known truth, and the score of each rule on them."""
