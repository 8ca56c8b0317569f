"""Simulation with numpy: many weights drawn around the published ones. Exact results are in `domain/assessment`."""
