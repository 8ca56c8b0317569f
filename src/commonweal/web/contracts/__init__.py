"""Contracts: the list, one contract with its register of commitments, one commitment, and looking after them."""
