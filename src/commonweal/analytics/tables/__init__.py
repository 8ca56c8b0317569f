"""Measures over columnar data as Ibis expressions, and the definitions they rest on."""
