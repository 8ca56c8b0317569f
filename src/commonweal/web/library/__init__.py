"""Pages of the social value framework library."""
