#!/bin/sh
# Install the locked packages and bundle the editor. The lock names no registry: npm asks its own.
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund --silent
node build.mjs
