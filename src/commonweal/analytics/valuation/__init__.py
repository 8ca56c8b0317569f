"""Monte Carlo over valuations: how wide the range is, given what is not known."""
