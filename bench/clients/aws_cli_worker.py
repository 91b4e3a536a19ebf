"""Sends the bench's calls with the AWS CLI in a loop: a process a call, with its own retries."""

import json
import os
import subprocess
import sys

import worker

if "--version" in sys.argv:
    # Its first word; the others are about the machine.
    print(subprocess.run(["aws", "--version"], check=True, capture_output=True, encoding="utf-8").stdout.split()[0])
    sys.exit()

order = worker.order()
environment = {**os.environ, "AWS_ACCESS_KEY_ID": worker.KEY_ID, "AWS_SECRET_ACCESS_KEY": worker.SECRET, "AWS_PAGER": ""}


def send(number):
    call = subprocess.run(
        ["aws", "connect", "update-participant-role-config", "--region", worker.REGION, "--endpoint-url", order["endpoint"],
         "--cli-input-json", json.dumps(worker.request(number))],
        env=environment, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL)
    if call.returncode:
        raise RuntimeError(call.stderr.strip())


def cpu():
    ended = os.times()
    return ended.children_user + ended.children_system


worker.work(send, cpu=cpu)
