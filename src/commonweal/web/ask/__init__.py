"""Designing the ask, previewing it as a supplier reads it, and its published versions."""
