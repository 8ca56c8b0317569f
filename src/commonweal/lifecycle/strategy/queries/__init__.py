"""All reads of the strategy stage, by what they are about."""
