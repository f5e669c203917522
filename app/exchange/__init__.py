"""How data leaves and enters: packages, cards, merges and lists."""
