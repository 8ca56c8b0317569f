"""Contracts registers: giving a file, and what it says by place and size of supplier."""
