"""Pages of a decision to award, and a tenderer's assessment summary."""
