"""The same rows of the portfolio by raw DuckDB SQL and by polars, straight from the Parquet files.

Both are written as somebody would who knows the tool: reports are added up once, before anything is joined, and what counts
by its latest report is looked at only for the commitments where that is so.
"""

from pathlib import Path
from typing import Any

_SQL = """
create temp table line_rules as select commitment, metric_no, rule, promised from read_parquet('{tables}/commitments.parquet');
create temp view r as select * from read_parquet('{reports}/*.parquet');
create temp table leaf as
  select commitment, year, count(*) live, count(*) filter (is_accepted) accepted, sum(reported)::bigint reported,
    sum(verified)::bigint verified
  from r group by all;
create temp table newest as
  select commitment, year, max(sequence) filter (reported is not null) reported_at,
    arg_max(reported, sequence) filter (reported is not null) reported,
    max(sequence) filter (verified is not null) verified_at,
    arg_max(verified, sequence) filter (verified is not null) verified
  from r semi join (from line_rules where rule = 'latest') using (commitment) group by all;
create temp table line as
  select c.commitment, c.metric_no, c.rule, c.promised,
    case rule when 'sum' then l.reported when 'latest' then n.reported else case when l.live > 0 then 1000 end end reported,
    case rule when 'sum' then l.verified when 'latest' then n.verified else case when l.accepted > 0 then 1000 end end verified
  from line_rules c
  left join (select commitment, sum(live) live, sum(accepted) accepted, sum(reported)::bigint reported,
      sum(verified)::bigint verified from leaf group by all) l using (commitment)
  left join (select commitment, arg_max(reported, reported_at) reported, arg_max(verified, verified_at) verified
      from newest group by all) n using (commitment);
"""
_THINGS = """
select false, key_no, metric_no, sum(promised)::bigint, sum(reported)::bigint, sum(verified)::bigint, count(*)
from line join read_parquet('{tables}/stands.parquet') using (commitment) group by all"""
_YEARS = """
with p as (select commitment, year, sum(promised)::bigint promised from read_parquet('{tables}/promises.parquet') group by all),
counted as (
  select commitment, year, case rule when 'sum' then l.reported else n.reported end reported,
    case rule when 'sum' then l.verified else n.verified end verified
  from leaf l join line_rules using (commitment) left join newest n using (commitment, year) where rule != 'words'),
both_ as (
  select coalesce(p.commitment, c.commitment) as commitment, coalesce(p.year, c.year) as year, p.promised, c.reported, c.verified
  from p full join counted c on p.commitment = c.commitment and p.year = c.year)
select true, b.year, c.metric_no, sum(b.promised)::bigint,
  sum(case when c.rule = 'words' then line.reported else b.reported end)::bigint,
  sum(case when c.rule = 'words' then line.verified else b.verified end)::bigint, count(*)
from both_ b join line_rules c using (commitment) join line using (commitment) group by all"""


def duckdb_rows(reports: Path, tables: Path, threads: int) -> list[Any]:
    """By raw SQL."""
    import duckdb

    connection = duckdb.connect(config={"threads": threads})
    connection.execute(_SQL.format(reports=reports, tables=tables))
    return [connection.sql(query.format(tables=tables)).to_arrow_table() for query in (_THINGS, _YEARS)]


def polars_rows(reports: Path, tables: Path) -> list[Any]:
    """By polars, lazily. Its threads are set by POLARS_MAX_THREADS before it is imported."""
    import polars as pl

    rules = pl.read_parquet(tables / "commitments.parquet")
    scanned = pl.scan_parquet(reports / "*.parquet")
    leaf = scanned.group_by("commitment", "year").agg(
        live=pl.len().cast(pl.Int64),
        accepted=pl.col("is_accepted").sum().cast(pl.Int64),
        **{name: _sum(name) for name in ("reported", "verified")},
    ).collect()  # fmt: skip
    latest = rules.filter(pl.col("rule") == "latest").select("commitment")
    newest = scanned.join(latest.lazy(), on="commitment", how="semi").group_by("commitment", "year").agg(
        *[part for name in ("reported", "verified") for part in _newest(name, "sequence")]
    ).collect()  # fmt: skip
    whole = leaf.group_by("commitment").agg(
        pl.col("live", "accepted").sum(), *[_sum(name).alias(name) for name in ("reported", "verified")]
    )
    whole_newest = newest.group_by("commitment").agg(
        *[
            pl.col(f"{name}_new").sort_by(f"{name}_at", nulls_last=False).last()
            for name in ("reported", "verified")
        ]
    )
    line = rules.join(whole, on="commitment", how="left").join(whole_newest, on="commitment", how="left")
    line = line.with_columns(
        **{
            name: _by_rule(name, counted)
            for name, counted in (("reported", "live"), ("verified", "accepted"))
        }
    )
    stands = pl.read_parquet(tables / "stands.parquet")
    things = line.join(stands, on="commitment").group_by("key_no", "metric_no").agg(**_row())
    years = _years(leaf, newest, line, tables)
    return [
        table.select(pl.lit(is_year).alias("is_year"), *table.columns).to_arrow()
        for is_year, table in ((False, things), (True, years))
    ]


def _sum(name):
    import polars as pl

    return pl.when(pl.col(name).count() > 0).then(pl.col(name).sum())


def _newest(name, at):
    import polars as pl

    known = pl.col(name).is_not_null()
    return (
        pl.col(at).filter(known).max().alias(f"{name}_at"),
        pl.col(name)
        .filter(known)
        .get(pl.col(at).filter(known).arg_max(), null_on_oob=True)
        .alias(f"{name}_new"),
    )


def _by_rule(name, counted):
    import polars as pl

    in_words = pl.when(pl.col(counted) > 0).then(pl.lit(1000, pl.Int64))
    rule = pl.col("rule")
    return (
        pl.when(rule == "sum")
        .then(pl.col(name))
        .when(rule == "latest")
        .then(pl.col(f"{name}_new"))
        .otherwise(in_words)
    )


def _row():
    import polars as pl

    return {
        **{name: _sum(name) for name in ("promised", "reported", "verified")},
        "commitments": pl.len().cast(pl.Int64),
    }


def _years(leaf, newest, line, tables):
    import polars as pl

    promises = (
        pl.read_parquet(tables / "promises.parquet")
        .group_by("commitment", "year")
        .agg(pl.col("promised").sum())
    )
    named = line.select(
        "commitment", "metric_no", "rule", words_reported="reported", words_verified="verified"
    )
    counted = leaf.join(named.filter(pl.col("rule") != "words").select("commitment", "rule"), on="commitment")
    counted = counted.join(newest, on=["commitment", "year"], how="left")
    is_sum = pl.col("rule") == "sum"
    counted = counted.select(
        "commitment", "year",
        **{name: pl.when(is_sum).then(pl.col(name)).otherwise(pl.col(f"{name}_new")) for name in ("reported", "verified")},
    )  # fmt: skip
    both = promises.join(counted, on=["commitment", "year"], how="full", coalesce=True).join(
        named, on="commitment"
    )
    in_words = pl.col("rule") == "words"
    both = both.with_columns(
        **{
            name: pl.when(in_words).then(pl.col(f"words_{name}")).otherwise(pl.col(name))
            for name in ("reported", "verified")
        }
    )
    return both.group_by("year", "metric_no").agg(**_row())
