"""All writes of the tendering stage."""
