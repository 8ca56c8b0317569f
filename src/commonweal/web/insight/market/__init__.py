"""Market health: files of notices and what their measures say."""
