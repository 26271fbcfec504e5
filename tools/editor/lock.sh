#!/bin/sh
# Resolve package.json anew and take out of the lock where the packages were fetched.
set -eu
cd "$(dirname "$0")"
npm install --package-lock-only --ignore-scripts --no-audit --no-fund --silent
node -e '
const fs = require("fs");
const lock = JSON.parse(fs.readFileSync("package-lock.json", "utf8"));
for (const one of Object.values(lock.packages)) delete one.resolved;
fs.writeFileSync("package-lock.json", JSON.stringify(lock, null, 2) + "\n");'
