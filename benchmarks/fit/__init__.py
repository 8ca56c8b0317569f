"""Benchmark of the fit rules."""
