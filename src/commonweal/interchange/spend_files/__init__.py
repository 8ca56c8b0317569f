"""Transparency spend files and contracts registers as bodies publish them, to plain rows with every rejection kept.

The way of a file: `sources` opens it (archives, workbooks, text in any encoding) as sheets of cells; `headers` finds
the header and gives each column its meaning; `rows` turns each record into a payment or a rejection with its reason;
`loading` writes the dataset.
"""
