#!/usr/bin/env bash
# Runs a PowerShell script on the Windows builds of .NET and PowerShell, under Wine: powershell.sh SCRIPT ARGUMENT...
# A path of this machine that begins with / is one of Wine's drive Z: there.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

export WINEPREFIX=$here/bin/prefix WINEDEBUG=-all
# Wine 8 has not all of what these use.
export DOTNET_TieredCompilation=0 DOTNET_gcConcurrent=0 DOTNET_EnableWriteXorExecute=0
export PSExecutionPolicyPreference=Bypass POWERSHELL_TELEMETRY_OPTOUT=1 NO_COLOR=1

# Debian's wine64 puts no program on the path.
exec "$(command -v wine64 || echo /usr/lib/wine/wine64)" "$here/bin/host/windows-host.exe" "$@"
