"""Carries out steps with boto3: steps as JSON on standard input, what became of each on standard output."""

import json
import sys

import boto3
import botocore
from botocore.exceptions import BotoCoreError, ClientError

METHODS = {"UpdateParticipantRoleConfig": "update_participant_role_config", "SearchContacts": "search_contacts"}


def carry_out(step):
    client = boto3.client(
        "connect", endpoint_url=step["endpoint"], region_name=step["region"],
        aws_access_key_id=step["accessKey"], aws_secret_access_key=step["secretKey"])
    if not hasattr(client, METHODS[step["operation"]]):
        return {"name": step["name"], "unknown": True}  # an older one than the operation

    try:
        answer = getattr(client, METHODS[step["operation"]])(**step["input"])
        return {"name": step["name"], "contacts": [contact["Id"] for contact in answer.get("Contacts", [])]}
    except ClientError as error:
        code = error.response["Error"]["Code"]
        return {"name": step["name"], "error": code, "typed": type(error) is not ClientError and type(error).__name__ == code}
    except BotoCoreError as error:
        return {"name": step["name"], "error": type(error).__name__, "typed": False}


if "--version" in sys.argv:
    print(f"boto3 {boto3.__version__}, botocore {botocore.__version__}")
else:
    json.dump([carry_out(step) for step in json.load(sys.stdin)], sys.stdout)
