#!/bin/sh
# Write requirements.lock and requirements-dev.lock from pyproject.toml.
#
# One resolution for every platform and every Python from 3.11 on, with hashes
# and without addresses. Options are passed on to uv: `lock.sh --upgrade`.
set -eu
cd "$(dirname "$0")/.."

sh tools/setup.sh runtime
[ -x .venv/bin/uv ] || .venv/bin/python -m pip install --quiet uv

resolve() {
    output=$1
    shift
    .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
        --all-extras --group build --generate-hashes --no-header --no-annotate \
        --output-file "$output" "$@" > /dev/null
    echo "$output: $(grep -c == "$output") packages"
}

resolve requirements.lock "$@"
# The tests run on exactly the versions that a user gets.
resolve requirements-dev.lock --group dev --group tests --constraint requirements.lock "$@"
