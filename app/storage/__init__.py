"""One workspace: an encrypted database of rows and the log of their changes."""
