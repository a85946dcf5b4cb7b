# Two commands for people: `make play` tries everything without a token, `make test` proves it. Both set themselves up.

.PHONY: play test check lint format bench pictures docs coverage wheel-test image-test lock-image first-minutes release clean system

# Tests and benches start the bot some hundred times: without compiled modules each start pays half a second for them.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
# One more than there are cores: a story waits for its store a fifth of its time.
WORKERS := $(shell python3 -c "import os; print(1 + (os.cpu_count() or 1))")
PYTHON := $(shell command -v python3.11 || command -v python3)

play: .venv/.run
	@$(BIN)/python -m bot play $(ARGS)

test: .venv/.dev system
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal $(ARGS)

# The quick loop: what can be said without a chat, a process or a browser.
check: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_architecture.py tests/texts tests/domain

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy

format: .venv/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.dev
	$(BIN)/python -m bench $(ARGS)

# The pictures of the documents, of the real bot on the playground's page.
pictures: .venv/.dev system
	$(BIN)/python -m tests.browser.pictures $(ARGS)

# The documents as a site in build/docs. Fails on a dead link, on a command or key that is not one, on what lies elsewhere,
# on a picture that shows words which the bot says no more, and on a page that scrolls sideways on a phone.
docs: .venv/.dev .venv/.docs system
	$(BIN)/python -m pytest -q tests/texts/test_docs.py tests/texts/test_readmes.py
	$(BIN)/python -m tests.browser.pictures --check
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	$(BIN)/python -m tests.browser.site
	@echo "ok: build/docs/index.html"

# Builds the wheel, installs it where no checkout is, and asks the bot in the playground something. About a minute.
wheel-test:
	@.ci/wheel-test "$(PYTHON)"

# How much of the rules their own unit tests go through, with a floor in pyproject.toml.
coverage: .venv/.dev
	$(BIN)/coverage run -m pytest -q tests/domain
	$(BIN)/coverage report

# What the image is made of, without a daemon: the files that Dockerfile copies and its first RUN. Two minutes.
image-test:
	@.ci/image-test "$(PYTHON)"

# Which files the image may install, written down anew after a change of constraints.txt or of dependencies.
lock-image:
	@.ci/lock-image "$(PYTHON)"

# How long somebody waits who has nothing yet: `make play` in a fresh clone, and the wheel.
first-minutes:
	@.ci/first-minutes "$(PYTHON)"

# make release VERSION=0.2.0: builds and checks what is published into build/release, and tags it. A minute and a half.
release:
	@.ci/release "$(VERSION)" "$(PYTHON)"

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis tests/browser/shots

# The browser, the Chinese font and the PostgreSQL server that tests need; nothing is done where they are.
system:
	@.ci/system-packages

.venv/bin/python:
	@echo "正在建虚拟环境 .venv · Making the virtual environment .venv"
	@.ci/virtual-environment "$(PYTHON)"

.venv/.run: .venv/bin/python pyproject.toml constraints.txt
	@echo "正在安装依赖，第一次大约一分钟 · Installing what it needs, about a minute the first time"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

.venv/.dev: .venv/.run
	@echo "正在安装测试用的工具 · Installing what tests need"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

.venv/.docs: .venv/.run
	@echo "正在安装做网页的工具 · Installing what makes the site"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[docs]'
	@touch $@
