"""The pipeline: what the authority means to buy."""
