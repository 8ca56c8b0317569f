"""Stored files: checked by content, kept by digest, served only as attachments to people who may see them."""
