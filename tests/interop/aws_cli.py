"""Carries out steps with the AWS CLI: steps as JSON on standard input, the result of each on standard output."""

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

COMMANDS = {"UpdateParticipantRoleConfig": "update-participant-role-config", "SearchContacts": "search-contacts"}


def carry_out(step):
    run = subprocess.run(
        ["aws", "connect", COMMANDS[step["operation"]], "--no-paginate", "--output", "json", "--region", step["region"],
         "--endpoint-url", step["endpoint"], "--cli-input-json", json.dumps(step["input"])],
        env={**os.environ, "AWS_ACCESS_KEY_ID": step["accessKey"], "AWS_SECRET_ACCESS_KEY": step["secretKey"], "AWS_PAGER": ""},
        capture_output=True, encoding="utf-8")
    if run.returncode == 0:
        answer = json.loads(run.stdout) if run.stdout.strip() else {}
        return {"name": step["name"], "contacts": [contact["Id"] for contact in answer.get("Contacts", [])]}

    # The version is older than the operation; it says so before it sends anything.
    if run.returncode == 252 and "Invalid choice" in run.stderr:
        return {"name": step["name"], "unknown": True}

    # The CLI has no types, only the name that it prints; anything else it prints is not the service's answer.
    said = re.search(r"An error occurred \((\w+)\) when calling the (\w+) operation", run.stderr)
    typed = said is not None and said[2] == step["operation"]
    return {"name": step["name"], "error": said[1] if said else run.stderr.strip(), "typed": typed}


if "--version" in sys.argv:
    # The first word; the others describe the machine.
    print(subprocess.run(["aws", "--version"], check=True, capture_output=True, encoding="utf-8").stdout.split()[0])
else:
    # Each step is a process of its own, and most of its time is the start.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        json.dump(list(pool.map(carry_out, json.load(sys.stdin))), sys.stdout)
