# docflow's commands. Everything is installed inside .venv/; a fresh clone needs only make and python3.
#
#   make run     set up if need be, then serve on 127.0.0.1:8000 (PORT=8001 make run for another port)
#   make demo    the whole journey of one dispatch in an instance of its own, instance/demo/
#   make test    all tests but the long ones      (make test ARGS="-k numbering")
#   make lint    ruff and mypy
#   make bench   timings, as ratios               make stress   the long trials, one target each
#   make lock    resolve the locked versions again  (make lock UPGRADE=1 takes newer ones)
#   make docs    write the pages of docs/ that list what the code says
#   make messages  collect the sentences for the English catalogue and compile it
#   make editor  bundle the rich editor of tools/editor/ (needs node)
#   make clean   remove what was installed and cached; the instance folder stays

PYTHON ?= python3
PORT ?= 8000
ARGS ?=
# Four processes at most: each of them may hold a Chromium and a press.
WORKERS ?= --numprocesses=auto --maxprocesses=4 --dist=worksteal

export PORT PYTHON

# Each trial is a file tests/stress/test_<name>.py and ends within a quarter of an hour.
STRESS := $(sort $(patsubst tests/stress/test_%.py,%,$(wildcard tests/stress/test_*.py)))

.DEFAULT_GOAL := help
.PHONY: help setup setup-tests run demo test lint bench stress lock clean docs messages editor $(addprefix stress-,$(STRESS))

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

setup:
	@sh tools/setup.sh runtime

setup-tests:
	@sh tools/setup.sh tests

run: setup
	@exec .venv/bin/docflow run

demo: setup
	@exec .venv/bin/docflow demo

test: setup-tests
	@exec .venv/bin/python -m pytest $(WORKERS) $(ARGS) tests

lint: setup-tests
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy

bench: setup-tests
	@exec .venv/bin/python -m tests.bench $(ARGS)

stress: $(addprefix stress-,$(STRESS))

$(addprefix stress-,$(STRESS)): stress-%: setup-tests
	@exec .venv/bin/python -m pytest -m stress --timeout=900 $(ARGS) tests/stress/test_$*.py

lock:
	@sh tools/lock.sh $(if $(UPGRADE),--upgrade)

clean:
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

docs: setup-tests
	@PYTHONPATH=. .venv/bin/python tools/docs.py

# The bundle is committed; this builds it anew from tools/editor/src.
editor:
	@sh tools/editor/build.sh

# Collect every sentence of code and templates for the English catalogue, then compile it.
CATALOGUE := docflow/translations
messages: setup-tests
	@.venv/bin/pybabel -q extract -F tools/babel.cfg -k _ -k lazy -c i18n: --no-location --sort-output \
		--project=docflow --copyright-holder=docflow -o $(CATALOGUE)/docflow.pot .
	@test -f $(CATALOGUE)/en/LC_MESSAGES/docflow.po || .venv/bin/pybabel -q init -l en -D docflow \
		-i $(CATALOGUE)/docflow.pot -d $(CATALOGUE)
	@.venv/bin/pybabel -q update --no-fuzzy-matching --ignore-obsolete --no-wrap -l en -D docflow \
		-i $(CATALOGUE)/docflow.pot -d $(CATALOGUE)
	@rm $(CATALOGUE)/docflow.pot
	@.venv/bin/pybabel -q compile -l en -D docflow -d $(CATALOGUE)
