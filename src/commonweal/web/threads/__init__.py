"""The thread of any one thing: its page, its JSON, and where each kind of thing has its own page."""
