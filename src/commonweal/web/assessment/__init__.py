"""Pages of an assessment: panel, declarations, blind scoring, moderation, ranking, how firm it is."""
