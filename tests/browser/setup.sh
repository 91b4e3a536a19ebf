#!/usr/bin/env bash
# Sets the tests in a browser up: until this has been run, 'dotnet test' skips them.
# Needs npm. Installs Debian's Chromium and its WebDriver where they are missing; on another system install both yourself, then run this.
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v chromium >/dev/null || ! command -v chromedriver >/dev/null; then
    if ! command -v apt-get >/dev/null; then
        echo "Needs the programs chromium and chromedriver, of the same version, on the PATH; its tests are skipped without."
        exit 1
    fi
    as_root=$([ "$(id -u)" -eq 0 ] || echo sudo)
    $as_root apt-get update -q
    $as_root apt-get install -q -y --no-install-recommends chromium chromium-driver
fi

npm ci --no-audit --no-fund # axe-core, from the lock file
chromium --version
chromedriver --version
touch .set-up
