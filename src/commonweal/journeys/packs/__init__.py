"""What an authority issues to the market: the ask schedule and the response workbook."""
