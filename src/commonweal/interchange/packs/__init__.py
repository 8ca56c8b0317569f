"""Packs as files: a plain document as DOCX, ODT and tagged PDF; the response workbook as XLSX and ODS, out and back."""
