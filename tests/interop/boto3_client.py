"""Carries out steps with boto3: steps as JSON on standard input, the result of each on standard output."""

import json
import sys

import boto3
import botocore
from botocore import xform_name
from botocore.exceptions import BotoCoreError, ClientError


def carry_out(step):
    client = boto3.client(
        step["service"], endpoint_url=step["endpoint"], region_name=step["region"],
        aws_access_key_id=step["accessKey"], aws_secret_access_key=step["secretKey"], aws_session_token=step["sessionToken"])
    method = getattr(client, xform_name(step["operation"]), None)
    if method is None:
        return {"name": step["name"], "unknown": True}  # this version is older than the operation

    try:
        answer = method(**step["input"])
        answer.pop("ResponseMetadata")
        return {"name": step["name"], "contacts": [contact["Id"] for contact in answer.get("Contacts", [])], "answer": answer}
    except ClientError as error:
        code = error.response["Error"]["Code"]
        return {"name": step["name"], "error": code, "typed": type(error) is not ClientError and type(error).__name__ == code}
    except BotoCoreError as error:
        return {"name": step["name"], "error": type(error).__name__, "typed": False}


if "--version" in sys.argv:
    print(f"boto3 {boto3.__version__}, botocore {botocore.__version__}")
else:
    # Times become text.
    json.dump([carry_out(step) for step in json.load(sys.stdin)], sys.stdout, default=str)
