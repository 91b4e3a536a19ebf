#!/usr/bin/env bash
# Sets up the tests with AWS's own clients: until this has been run, 'dotnet test' skips them.
# Installs the SDK for JavaScript, and says which of AWS's other clients are installed.
set -uo pipefail
cd "$(dirname "$0")"

npm ci --no-audit --no-fund || echo "Needs Node.js 20 or later with npm; its tests are skipped without."

# Not installed from here: the owner of the machine decides which version it has.
python3 boto3_client.py --version 2>/dev/null || echo "boto3: not installed; 'pip install boto3', or Debian's python3-boto3. Its tests are skipped without."
python3 aws_cli.py --version 2>/dev/null || echo "AWS CLI: not installed; 'pip install awscli', or Debian's awscli. Its tests are skipped without."
node sdk_js.mjs --version 2>/dev/null || echo "AWS SDK for JavaScript: not installed. Its tests are skipped without."
touch .set-up
