"""What every stored thing shares: external ids, scopes, revisions, the unit of work and its events."""
