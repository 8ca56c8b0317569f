"""What happened: append-only events in one hash chain, anchored outside the database."""
