"""A procurement: its page, planning it one question at a time, publishing it."""
