"""Papers of an assessment: the export of scores, the minute of how firm a result is, and the whole file of it."""
