"""Editions of social value frameworks as files: read and written as YAML and as a workbook.

Reading is all or nothing: either a whole valid edition, or every mistake in the file with its line or cell.
"""

from commonweal.interchange.frameworks.assemble import FileFault, UnreadableFramework
from commonweal.interchange.frameworks.workbook import blank_xlsx, read_xlsx, write_xlsx
from commonweal.interchange.frameworks.yaml_file import read_yaml, write_yaml

__all__ = [
    "FileFault",
    "UnreadableFramework",
    "blank_xlsx",
    "read_xlsx",
    "read_yaml",
    "write_xlsx",
    "write_yaml",
]
