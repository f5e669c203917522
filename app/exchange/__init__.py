"""How data leaves and enters: cards, sealed packages, merge, and the lists people already have."""
