#!/usr/bin/env bash
# Sets the tests with AWS's own clients up: until this has been run, 'dotnet test' skips them.
# Installs the JavaScript SDK that the emulator is tested with, and says which of AWS's other clients are there.
set -uo pipefail
cd "$(dirname "$0")"

npm ci --no-audit --no-fund || echo "Needs Node.js 20 or later with npm; its tests are skipped without."

# Not installed from here: which version a machine has is its owner's to say.
python3 boto3_client.py --version 2>/dev/null || echo "boto3: not installed; 'pip install boto3', or Debian's python3-boto3. Its tests are skipped without."
python3 aws_cli.py --version 2>/dev/null || echo "AWS CLI: not installed; 'pip install awscli', or Debian's awscli. Its tests are skipped without."
node sdk_js.mjs --version 2>/dev/null || echo "AWS SDK for JavaScript: not installed. Its tests are skipped without."
touch .set-up
