"""Reports in the window: pick one, say of what, see it as it will be printed, save or print it."""
