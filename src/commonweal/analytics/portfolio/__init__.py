"""The portfolio at any size: an extract of the application as Parquet, prepared once, then read from small tables."""
