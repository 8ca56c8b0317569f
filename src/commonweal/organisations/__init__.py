"""Both kinds of tenant, partnerships, and the people who act for them."""
