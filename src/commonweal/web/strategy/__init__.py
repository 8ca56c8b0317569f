"""Pages of missions, theories of change, indicators and pathways."""
