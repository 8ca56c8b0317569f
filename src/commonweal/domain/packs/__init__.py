"""Packs: what an authority issues to the market. A plain document, its clauses, and the response workbook's format."""
