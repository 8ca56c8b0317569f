"""My week: the first page after signing in."""
