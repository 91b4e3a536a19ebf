#!/usr/bin/env bash
# Installs the JavaScript SDK that the bench measures, and says which of AWS's other clients are there. Those that are not, the bench leaves out.
set -uo pipefail
cd "$(dirname "$0")"

npm ci --no-audit --no-fund || echo "Needs Node.js 20 or later with npm."

# Not installed from here: which version a machine has is its owner's to say.
python3 boto3_worker.py --version 2>/dev/null || echo "boto3: not installed; 'pip install boto3', or Debian's python3-boto3."
python3 aws_cli_worker.py --version 2>/dev/null || echo "AWS CLI: not installed; 'pip install awscli', or Debian's awscli."
node sdk_js_worker.mjs --version 2>/dev/null || echo "AWS SDK for JavaScript: not installed."
