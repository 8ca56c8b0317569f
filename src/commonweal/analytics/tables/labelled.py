"""A dataset's labelled payments: the words of each with the body's own category."""

from collections import Counter
from pathlib import Path

from commonweal.analytics.tables.suggested_categories import text_of


def labelled_texts(dataset: Path) -> tuple[list[str], list[str], list[int]]:
    """(texts, labels, numbers of payments): each different text once, with its most frequent category.

    A text is supplier, service and description; never the category itself, nor a redacted name.
    """
    import pyarrow.parquet as pq

    columns = ["supplier", "service", "description", "category", "is_redacted"]
    table = pq.read_table(dataset / "payments.parquet", columns=columns)
    grouped = table.group_by(columns).aggregate([([], "count_all")])
    found: dict[str, Counter[str]] = {}
    for row in grouped.to_pylist():
        if row["category"]:
            supplier = None if row["is_redacted"] else row["supplier"]
            text = text_of(supplier, row["service"], row["description"])
            found.setdefault(text, Counter())[row["category"]] += row["count_all"]
    texts = sorted(found)
    labels = [min(found[text].items(), key=lambda each: (-each[1], each[0]))[0] for text in texts]
    return texts, labels, [found[text].total() for text in texts]
