"""The exact arithmetic of assessment: weightings, price formulas, ranking, and how firm a ranking is.

Everything here is integers and fractions. No figure is rounded before it is shown, so a result can be recomputed to
the last digit from what was stored.
"""
