"""Opening passphrases, the opening of a round, and tenders once they are opened."""
