"""Shows, and listens: the window over one workspace."""
