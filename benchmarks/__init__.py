"""The performance bars, each runnable by one command."""
