#!/usr/bin/env bash
# Makes the README's pictures anew, of a real run: the quick start in a terminal of 120 columns, and the report that it leaves.
# Needs the .NET SDK and Debian's packages tmux, aha and chromium.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
session=pictures-$$
trap 'tmux kill-session -t "$session" 2>/dev/null || true; rm -rf "$work"' EXIT

# ---- The terminal ----

dotnet build examples/Quickstart
tmux new-session -d -s "$session" -x 120 -y 200 "TERM=xterm-256color dotnet run --no-build --project examples/Quickstart; tmux wait-for -S $session; sleep 60"
tmux wait-for "$session"
tmux capture-pane -e -p -S - -t "$session" >"$work/all.ansi"

# From the file of chats to the first rows of what became of each.
awk '/# A file, a row a chat/ { on = 1 } on { print } /Status +ContactId/ { left = 8 } left && !--left { exit }' "$work/all.ansi" >"$work/run.ansi"
lines=$(wc -l <"$work/run.ansi")
{
    echo '<!DOCTYPE html><meta charset="utf-8"><style>body { margin: 0; background: #14171c; color: #d8dbe0 }'
    echo 'pre { margin: 20px 24px; font: 14px/20px "DejaVu Sans Mono", monospace }</style><pre>'
    aha --no-header --black <"$work/run.ansi" | sed -e 's/color:red/color:#ff8a80/g' -e 's/color:lime/color:#7ddc8a/g' # easier on the eye
    echo '</pre>'
} >"$work/run.html"

# ---- Both through the browser ----

shoot() { # PICTURE WIDTH HEIGHT PAGE
    chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync \
        --user-data-dir="$work/profile" --hide-scrollbars --window-size="$2,$3" --screenshot="$PWD/docs/pictures/$1" "file://$4" 2>/dev/null
}

shoot run.png 1066 $((lines * 20 + 40)) "$work/run.html"
shoot report.png 1066 1100 "$PWD/out/quickstart.html"
