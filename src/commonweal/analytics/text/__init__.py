"""Offline text models: no download, no network, numpy alone."""
