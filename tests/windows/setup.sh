#!/usr/bin/env bash
# Sets up the tests on the Windows builds of .NET and PowerShell, under Wine; until this has been run, 'dotnet test' skips them.
# Installs Debian's wine64 if it is missing, and publishes a host for win-x64, for which about 60 MB are downloaded. On another system
# install Wine yourself and then run this.
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v wine64 >/dev/null && [ ! -x /usr/lib/wine/wine64 ]; then
    if ! command -v apt-get >/dev/null; then
        echo "The program wine64 must be on the PATH. The tests are skipped without it."
        exit 1
    fi
    as_root=$([ "$(id -u)" -eq 0 ] || echo sudo)
    $as_root apt-get update -q
    $as_root apt-get install -q -y --no-install-recommends wine64
fi

dotnet publish Host -c Release -o bin/host -v q --nologo

# Wine says that it is Windows 7 unless it is told otherwise; .NET 10 asks for Windows 10.
mkdir -p bin/prefix
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
export WINEPREFIX=$PWD/bin/prefix WINEDEBUG=-all
"$wine" wineboot -i
"$wine" reg add 'HKCU\Software\Wine' /v Version /d win10 /f

./powershell.sh "$PWD/version.ps1"
touch .set-up
