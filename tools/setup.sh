#!/bin/sh
# Make .venv ready for running (`setup.sh runtime`) or for testing (`setup.sh tests`).
#
# A stamp in .venv names the lock that was installed, and where: when both are
# still true there is nothing to do, and nothing is printed.
set -eu
cd "$(dirname "$0")/.."

PYTHON=${PYTHON:-python3}
VENV=.venv/bin/python

main() {
    case "${1:-runtime}" in
        runtime) lock=requirements.lock ;;
        tests) lock=requirements-dev.lock ;;
        *) stop "Usage: tools/setup.sh runtime|tests" ;;
    esac
    stamp=.venv/.$1-$(fingerprint "$lock")
    is_ready "$stamp" && return 0
    wait_for_turn
    is_ready "$stamp" && return 0
    started=$(date +%s)
    make_environment
    install_lock "$lock"
    install_docflow
    need_weasyprint_libraries
    [ "$1" = runtime ] || need_test_programs
    rm -f ".venv/.$1"-*
    pwd > "$stamp"
    say "Ready in $(($(date +%s) - started)) s."
}

# ---- the environment ---------------------------------------------------------

fingerprint() {
    # pyproject.toml counts too: it names the commands and the entry points.
    cat "$1" pyproject.toml tools/setup.sh | cksum | tr -d ' \t'
}

is_ready() {
    # Scripts in .venv/bin carry the folder's path: a moved checkout is set up anew.
    [ -f "$1" ] && [ "$(cat "$1")" = "$(pwd)" ] && $VENV -c '' 2> /dev/null
}

wait_for_turn() {
    # Two commands started at once on a fresh clone share one set-up. Not .venv/.lock: that is uv's own.
    mkdir -p .venv
    if command -v flock > /dev/null; then
        exec 9> .venv/.turn
        flock 9
    fi
}

make_environment() {
    if $VENV -m pip --version > /dev/null 2>&1 && grep -qsxF "$(pwd)" .venv/.checkout; then
        return 0
    fi
    command -v "$PYTHON" > /dev/null || apt_install python3 python3-venv
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "docflow needs Python 3.11 or newer; $PYTHON is $("$PYTHON" -V 2>&1). Type: make PYTHON=python3.11 …"
    # Debian ships the venv module without ensurepip, which it cannot do without.
    "$PYTHON" -c 'import ensurepip, venv' 2> /dev/null || apt_install python3-venv
    say "Making .venv with $("$PYTHON" -V 2>&1) …"
    "$PYTHON" -m venv --clear .venv ||
        stop "The virtual environment could not be made. Type: apt-get install python3-venv"
    pwd > .venv/.checkout
}

install_lock() {
    say "Installing $1 …"
    # uv installs in seconds what takes pip a minute; without it, pip does the same.
    if [ -x .venv/bin/uv ] || $VENV -m pip install --quiet --disable-pip-version-check uv 2> /dev/null; then
        .venv/bin/uv pip install --quiet --python $VENV --require-hashes -r "$1" && return 0
        say "uv could not install it; trying pip …"
    fi
    $VENV -m pip install -qq --disable-pip-version-check --require-hashes -r "$1" ||
        stop "The locked packages could not be installed: is there a connection to a package index?"
}

install_docflow() {
    # A real editable install, so that the entry points and the command exist.
    # hatchling is in the lock: nothing is fetched here.
    $VENV -m pip install --quiet --disable-pip-version-check --no-index --no-deps \
        --no-build-isolation --editable . ||
        stop "docflow itself could not be installed from this checkout."
}

# ---- what must come from the system ------------------------------------------

need_weasyprint_libraries() {
    has_weasyprint && return 0
    apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
    has_weasyprint || stop "WeasyPrint still finds no Pango. Type: apt-get install libpango-1.0-0 libpangoft2-1.0-0"
}

has_weasyprint() {
    $VENV -c 'import weasyprint' > /dev/null 2>&1
}

need_test_programs() {
    missing=
    command -v chromium > /dev/null || missing="$missing chromium"
    { command -v pdfsig && command -v pdftotext; } > /dev/null || missing="$missing poppler-utils"
    [ -n "$missing" ] || return 0
    # Without them the tests that need them are skipped; with CI=true they fail.
    if [ "${CI:-}" = true ]; then
        apt_install $missing
    else
        (apt_install $missing) || say "Tests that need$missing will be skipped."
    fi
}

apt_install() {
    line="apt-get install -y $*"
    command -v apt-get > /dev/null || stop "Missing on this system: $*. Install them with its package tool."
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo > /dev/null && sudo -n true 2> /dev/null; then
        as_root=sudo
    else
        stop "Missing on this system. Type: sudo $line"
    fi
    say "Installing from the system's packages: $* …"
    log=$(mktemp)
    # Standard input is closed and no question is asked: this also runs unattended.
    if $as_root env DEBIAN_FRONTEND=noninteractive sh -c '
        apt-get -q -o DPkg::Lock::Timeout=300 update &&
        apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@"
    ' apt "$@" > "$log" 2>&1 < /dev/null; then
        rm -f "$log"
    else
        tail -n 3 "$log" >&2
        rm -f "$log"
        stop "The system's packages could not be installed. Type: ${as_root:+sudo }$line"
    fi
}

say() {
    echo "docflow: $*"
}

stop() {
    echo "docflow: $*" >&2
    exit 1
}

main "$@"
