"""What a body has paid: loading its files, confirming their columns, and the report."""
