"""Reports with their evidence, verification, and lessons."""
