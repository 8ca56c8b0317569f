"""How much processor time a page with a 50-row list takes, beside a bare view in the same run."""
