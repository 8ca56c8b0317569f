"""Insight: the portfolio, the commitments behind each figure, and the explorer of one mission."""
