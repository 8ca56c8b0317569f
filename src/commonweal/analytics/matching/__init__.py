"""Linking messy supplier names to a register: normalise, find candidates, weigh the evidence, judge."""
