"""Preliminary market engagement: the authority's pages and the supplier's."""
