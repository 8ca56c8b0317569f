
.PHONY: bench-assessment
bench-assessment: $(VENV)/.dev ## Sensitivity: a million draws beside a plain numpy program and pymcdm
	@$(BIN)/python benchmarks/assessment/sensitivity.py

.PHONY: bench-assessment-large
bench-assessment-large: $(VENV)/.dev ## Assessment: pages of 500 tenders x 40 questions x 6 assessors, and the import of a score sheet
	@$(BIN)/python -m benchmarks.assessment.large

.PHONY: bench-fit
bench-fit: $(VENV)/.dev ## Fit rules: cases judged in a second on one core, beside a bare loop
	@$(BIN)/python -m benchmarks.fit.bench_fit

.PHONY: bench-suggestions
bench-suggestions: $(VENV)/.dev ## Ranking of outcomes on labelled real notices (NOTICES=folder), beside a keyword baseline
	@$(BIN)/python -m benchmarks.fit.bench_suggestions $(NOTICES)

.PHONY: bench-ocds-merge bench-ocds-tables bench-ocds-memory
bench-ocds-merge: $(VENV)/.dev ## Compile 100k releases against ocdsmerge, ocdsmerge-rs and the orjson parse
	@PYTHONPATH=. $(BIN)/python -m benchmarks.ocds.merge

bench-ocds-tables: $(VENV)/.dev ## Merge, validate and tabulate against the orjson parse and flattentool
	@PYTHONPATH=. $(BIN)/python -m benchmarks.ocds.tables

bench-ocds-memory: $(VENV)/.dev ## Peak memory of check, tables and compile on 1 GB of bad releases
	@PYTHONPATH=. $(BIN)/python -m benchmarks.ocds.memory

.PHONY: bench-matching
bench-matching: $(VENV)/.dev ## Names: 100k messy ones to a register of 150k, beside a rapidfuzz cdist
	@$(BIN)/python -m benchmarks.matching.bench_matching

.PHONY: bench-valuation
bench-valuation: $(VENV)/.dev ## Valuation: 100k commitments x 10k draws, beside plain numpy draw by draw
	@$(BIN)/python -m benchmarks.valuation.bench_valuation

.PHONY: bench-pages
bench-pages: $(VENV)/.dev ## Pages: median processor time of a 50-row list beside a bare view in the same run
	@$(BIN)/python -m benchmarks.pages.bench_pages

.PHONY: bench-spend
bench-spend: $(VENV)/.dev ## Five spend reports on ten million payments beside raw DuckDB SQL over the same Parquet
	@$(BIN)/python -m benchmarks.spend.bench_spend

.PHONY: bench-forecast
bench-forecast: $(VENV)/.dev ## Forecasts: how far off on histories whose end is known, beside two simple methods
	@$(BIN)/python -m benchmarks.forecast.backtest

.PHONY: bench-portfolio
bench-portfolio: $(VENV)/.dev ## Portfolio of ten million reports: prepared rows and a refresh, beside raw DuckDB SQL and polars
	@$(BIN)/python -m benchmarks.portfolio.bench_portfolio

.PHONY: bench-delivery
bench-delivery: $(VENV)/.dev ## Delivery: pages of a body with 2,000 contracts, 40,000 commitments and 400,000 reports (DATABASE=url); a long workbook
	@$(BIN)/python -m benchmarks.delivery.large $(if $(DATABASE),--database $(DATABASE))
	@$(BIN)/python -m benchmarks.delivery.workbook
