PYTHON ?= python3
BIN := .venv/bin
Q ?= why was India exempted from CAATSA?

export Q

.PHONY: chat ask test check resume bench bench-copies bench-disagree bench-followups bench-poisoned bench-quality bench-serve \
	bench-sources bench-support bench-verdicts clean fuzz

chat: .venv/ready ## open the chat page on the sample articles
	$(BIN)/quoth chat --samples

ask: .venv/ready ## make ask Q="why was India exempted from CAATSA?"
	@$(BIN)/quoth ask "$$Q" --samples

test: .venv/ready-dev ## every test but the slow ones
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

resume: .venv/ready-dev ## a sync killed twenty times and taken up again
	QUOTH_KILLS=20 $(BIN)/pytest tests/index/test_resume.py

check: .venv/ready-dev ## what has to pass before a commit
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/ready-bench ## speed and memory, as a table and bench-results/*.json
	$(BIN)/python -m tests.bench

bench-serve: .venv/ready-bench ## 1, 10 and 100 people asking the server at once
	$(BIN)/python -m tests.bench.serving

fuzz: .venv/ready-bench ## schemathesis against the routes for programs
	$(BIN)/python -m tests.bench.fuzz

DATA ?= ../shared/data

bench-quality: .venv/ready-bench ## how good the answers are, on question sets under DATA
	$(BIN)/python -m tests.bench.quality $(DATA)

bench-sources: .venv/ready-bench ## how well saved pages, feeds, web archives and PDFs under DATA are read
	$(BIN)/python -m tests.bench.sources $(DATA)

bench-support: .venv/ready-bench ## how well true sentences of a model are told from false ones, made from articles under DATA
	$(BIN)/python -m tests.bench.support $(DATA)

bench-verdicts: .venv/ready-bench ## how well claims of other people are judged, on claims with texts under DATA
	$(BIN)/python -m tests.bench.verdicts $(DATA)

bench-copies: .venv/ready-bench ## how well near-copies of the articles under DATA are told
	$(BIN)/python -m tests.bench.copies $(DATA)

bench-disagree: .venv/ready-dev ## how often reports that disagree are told, and how often others are taken for such
	$(BIN)/python -m tests.bench.disagree --answers

bench-followups: .venv/ready-bench ## how well follow-ups are told and rewritten, on conversations under DATA
	$(BIN)/python -m tests.bench.followups $(DATA)

bench-poisoned: .venv/ready-dev ## what gets through of a hundred articles that command the model which reads them
	$(BIN)/python -m tests.bench.poisoned

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/ready: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	touch $@

.venv/ready-dev: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[dev]"
	touch $@ .venv/ready

.venv/ready-bench: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[dev,bench]"
	touch $@ .venv/ready .venv/ready-dev

clean:
	rm -rf .venv
