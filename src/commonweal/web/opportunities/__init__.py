"""Opportunities: published asks that are open to tenders, as a supplier reads them."""
