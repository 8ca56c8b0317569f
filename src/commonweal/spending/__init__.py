"""What a body has paid: the files it loads, what their columns mean, and which spending serves a mission."""
