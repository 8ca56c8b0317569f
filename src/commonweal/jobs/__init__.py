"""Work that happens without anybody waiting: the clock's tick and what follows from actions."""
