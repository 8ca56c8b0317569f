"""Outside systems behind one function each, with a fake that is checked against the real one."""
