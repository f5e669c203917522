"""The window, seen by its tests."""
