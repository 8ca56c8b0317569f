"""What a procurement and its ask look like to the fit rules: plain frozen values, no storage."""
