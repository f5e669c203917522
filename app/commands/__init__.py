"""The command line, one file a noun."""

from app.commands.line import main

__all__ = ["main"]
