"""Sends the bench's calls with boto3: one client, as many threads as the order says, retries in the mode that it names."""

import sys

import boto3
import botocore
from botocore.config import Config

import worker

if "--version" in sys.argv:
    print(f"boto3 {boto3.__version__}, botocore {botocore.__version__}, Python {sys.version.split()[0]}")
    sys.exit()

order = worker.order()
mode = order.get("retryMode")  # None: boto3's own default
client = boto3.client(
    "connect", endpoint_url=order["endpoint"], region_name=worker.REGION,
    aws_access_key_id=worker.KEY_ID, aws_secret_access_key=worker.SECRET,
    config=Config(retries={"mode": mode} if mode else None, max_pool_connections=order["inFlight"]))

# Before each request that leaves, repeated ones too.
attempts = worker.Counter()
client.meta.events.register("before-send.connect", lambda **_: attempts.add())

worker.work(lambda number: client.update_participant_role_config(**worker.request(number)), attempts.read)
