"""Records what boto3 resolves for profiles, environment variables and parameters: addresses, Regions, STS requests, certificate authorities.

Without arguments writes vectors/profiles.json; with --check compares it with what the installed boto3 does, and prints the differences.
Nothing is sent: requests are answered where they would leave.
"""

import itertools
import json
import os
import pathlib
import re
import sys
import tempfile
import urllib.parse

import boto3
import botocore
import botocore.httpsession
import botocore.loaders
from botocore.awsrequest import AWSResponse
from botocore.exceptions import BotoCoreError

KEYS = "aws_access_key_id = AKID{0}\naws_secret_access_key = SECRET\n"
ROLE = "role_arn = arn:aws:iam::111122223333:role/ops\nsource_profile = prod\n"

CONFIG = """
[default]
region = us-west-2
[profile local]
region = us-east-1
endpoint_url = http://127.0.0.1:4566
[profile prod]
REGION = eu-west-2
[profile bare]
output = json
[profile fips]
region = eu-west-2
use_fips_endpoint = TRUE
[profile dual]
region = eu-west-2
use_dualstack_endpoint = true
[profile both]
region = us-gov-west-1
use_fips_endpoint = true
use_dualstack_endpoint = true
[profile gov]
region: us-gov-west-1
use_fips_endpoint = true
[profile china]
region = cn-north-1
[profile mine]
region = ap-south-1
endpoint_url = http://127.0.0.1:4566
services = mine
[services mine]
connect =
  endpoint_url = http://127.0.0.1:4567
sts =
  endpoint_url = http://127.0.0.1:4568
[profile others]
region = ap-south-1
services = others
[services others]
s3 =
  endpoint_url = http://127.0.0.1:4569
[profile ignoring]
region = us-east-1
endpoint_url = http://127.0.0.1:4566
ignore_configured_endpoint_urls = true
[profile 'my ops']
region = eu-north-1
ca_bundle = /certificates/ops.pem
[profile "quoted role"]
region = eu-central-1
""" + ROLE + """
[profile role]
region = eu-central-1
duration_seconds = 7200
external_id = the-id
role_session_name = night-shift
""" + ROLE + """
[profile role-fips]
region = us-east-1
use_fips_endpoint = true
""" + ROLE + """
[profile role-dual]
region = us-east-1
use_dualstack_endpoint = true
""" + ROLE + """
[profile role-legacy]
region = eu-west-1
sts_regional_endpoints = legacy
""" + ROLE + """
[profile role-legacy-new]
region = af-south-1
sts_regional_endpoints = legacy
""" + ROLE + """
[profile role-mine]
region = ap-south-1
services = mine
""" + ROLE + """
[profile role-local]
region = us-east-1
endpoint_url = http://127.0.0.1:4566
""" + ROLE + """
[profile role-gov]
region = us-gov-west-1
role_arn = arn:aws-us-gov:iam::111122223333:role/ops
source_profile = gov
[profile role-china]
region = cn-north-1
role_arn = arn:aws-cn:iam::111122223333:role/ops
source_profile = china
[profile role-self]
region = eu-west-3
role_arn = arn:aws:iam::111122223333:role/self
source_profile = role-self
[profile role-chain]
region = sa-east-1
role_arn = arn:aws:iam::444455556666:role/second
source_profile = role
[profile role-environment]
region = ca-central-1
role_arn = arn:aws:iam::111122223333:role/ops
credential_source = Environment
"""

WITH_KEYS = ["default", "local", "prod", "bare", "fips", "dual", "both", "gov", "china", "mine", "others", "ignoring", "my ops", "role-self"]
CREDENTIALS = "".join(f"[{name}]\n" + KEYS.format(name.upper().replace(" ", "").replace("-", "")) for name in WITH_KEYS)

PLAIN = [None, "local", "prod", "bare", "fips", "dual", "both", "gov", "china", "mine", "others", "ignoring", "my ops"]
ROLES = ["quoted role", "role", "role-fips", "role-dual", "role-legacy", "role-legacy-new", "role-mine", "role-local", "role-gov", "role-china",
         "role-self", "role-chain", "role-environment"]

ENVIRONMENTS = [
    {},
    {"AWS_PROFILE": "local"},
    {"AWS_PROFILE": "prod", "AWS_DEFAULT_REGION": "eu-west-1"},
    {"AWS_PROFILE": "fips"},
    {"AWS_DEFAULT_PROFILE": "local"},
    {"AWS_REGION": "ap-southeast-2", "AWS_DEFAULT_REGION": "eu-west-1"},
    {"AWS_ENDPOINT_URL": "http://127.0.0.1:5000"},
    {"AWS_ENDPOINT_URL": "http://127.0.0.1:5000", "AWS_ENDPOINT_URL_CONNECT": "http://127.0.0.1:5001", "AWS_ENDPOINT_URL_STS": "http://127.0.0.1:5002"},
    {"AWS_ENDPOINT_URL": "http://127.0.0.1:5000", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"},
    {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false"},
    {"AWS_USE_FIPS_ENDPOINT": "true"},
    {"AWS_USE_FIPS_ENDPOINT": "false", "AWS_USE_DUALSTACK_ENDPOINT": "False"},
    {"AWS_USE_DUALSTACK_ENDPOINT": "true"},
    {"AWS_CA_BUNDLE": "/certificates/all.pem"},
]

STS_ENVIRONMENTS = [{"AWS_STS_REGIONAL_ENDPOINTS": "legacy"}, {"AWS_STS_REGIONAL_ENDPOINTS": "regional"}]
OWN_KEYS = {"AWS_ACCESS_KEY_ID": "AKIDENVIRONMENT", "AWS_SECRET_ACCESS_KEY": "SECRET"}


def cases():
    for profile, environment in itertools.product(PLAIN, ENVIRONMENTS):
        yield profile, environment, None
    for profile, environment in itertools.product(ROLES, ENVIRONMENTS + STS_ENVIRONMENTS):
        # Its own keys are what one of the roles is assumed with, and must not count for the others.
        yield profile, environment | OWN_KEYS, None
    for profile in PLAIN + ROLES:
        yield profile, dict(OWN_KEYS) if profile in ROLES else {}, "us-east-2"
    for environment in ENVIRONMENTS:
        yield None, environment | OWN_KEYS, None


LOADER = botocore.loaders.create_loader()  # one for all: a model takes a second to read


def answer(request):
    if b"Action=AssumeRole" in (request.body or b"" if isinstance(request.body, bytes) else request.body.encode()):
        body = b"""<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
            <AccessKeyId>ASIDROLE</AccessKeyId><SecretAccessKey>SECRET</SecretAccessKey><SessionToken>TOKEN</SessionToken>
            <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/ops/s</Arn>
            <AssumedRoleId>A:s</AssumedRoleId></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>"""
    else:
        body = b""
    response = AWSResponse(request.url, 200, {"x-amzn-RequestId": "r-1"}, None)
    response._content = body
    return response


def described(request):
    scope = re.search(r"Credential=([^/]+)/\d{8}/([^/]+)/([^/]+)/", str(request.headers["Authorization"]))
    result = {"address": re.match(r"https?://[^/]+", request.url).group(), "key": scope.group(1), "region": scope.group(2), "service": scope.group(3)}
    if scope.group(3) == "sts":
        body = request.body.decode() if isinstance(request.body, bytes) else request.body
        form = dict(urllib.parse.parse_qsl(body))
        if form["RoleSessionName"].startswith("botocore-session-"):
            del form["RoleSessionName"]  # a new one each time
        result["form"] = form
    return result


def call(profile, region, requests, verify):
    requests.clear()
    session = boto3.Session(profile_name=profile)
    session._session.register_component("data_loader", LOADER)
    # As the AWS CLI 2 and the SDKs have it; boto3 itself does not know AWS_REGION.
    session._session.session_var_map["region"] = ("region", ["AWS_REGION", "AWS_DEFAULT_REGION"], None, None)
    client = session.client("connect", region_name=region)
    client.update_participant_role_config(InstanceId="i", ContactId="c", ChannelConfiguration={"Chat": {"ParticipantTimerConfigList": [{"ParticipantRole": "AGENT", "TimerType": "IDLE", "TimerValue": {"ParticipantTimerAction": "Unset"}}]}})
    return [described(request) for request in requests], verify[-1] if isinstance(verify[-1], str) else None


def record():
    requests, verify = [], []

    def send(self, request):
        requests.append(request)
        return answer(request)

    original = botocore.httpsession.URLLib3Session.__init__

    def init(self, *args, **kwargs):
        verify.append(kwargs.get("verify"))
        original(self, *args, **{**kwargs, "verify": True})

    botocore.httpsession.URLLib3Session.send = send
    botocore.httpsession.URLLib3Session.__init__ = init
    vectors = []
    with tempfile.TemporaryDirectory() as home:
        config, credentials = pathlib.Path(home, "config"), pathlib.Path(home, "credentials")
        config.write_text(CONFIG)
        credentials.write_text(CREDENTIALS)
        for profile, environment, region in cases():
            for name in [name for name in os.environ if name.startswith("AWS_") or name.endswith("_CA_BUNDLE")]:
                del os.environ[name]
            os.environ.update(environment, AWS_CONFIG_FILE=str(config), AWS_SHARED_CREDENTIALS_FILE=str(credentials), AWS_EC2_METADATA_DISABLED="true")
            vector = {"profile": profile, "environment": environment, "region": region}
            try:
                sent, bundle = call(profile, region, requests, verify)
                if region is not None and len(sent) > 1:
                    # boto3 calls STS in the Region of its first client; this module in the profile's, whatever Region the calls go to.
                    sent = call(profile, None, requests, verify)[0][:-1] + sent[-1:]
                vector |= {"connect": sent[-1], "sts": sent[:-1], "bundle": bundle}
            except BotoCoreError as error:
                vector["error"] = type(error).__name__
            vectors.append(vector)
    return vectors


def main():
    file = pathlib.Path(__file__).parent / "vectors" / "profiles.json"
    vectors = record()
    if "--check" in sys.argv:
        known = json.loads(file.read_text())["vectors"]
        differences = [(old, new) for old, new in itertools.zip_longest(known, vectors) if old != new]
        print(json.dumps(differences[:5], indent=1) if differences else f"{len(vectors)} as recorded")
        sys.exit(1 if differences else 0)

    lines = ",\n".join("  " + json.dumps(vector, sort_keys=True) for vector in vectors)
    file.write_text(json.dumps({"client": f"boto3 {boto3.__version__}, botocore {botocore.__version__}", "config": CONFIG, "credentials": CREDENTIALS}, indent=1)[:-2]
                    + ',\n "vectors": [\n' + lines + "\n ]\n}\n")
    print(f"{len(vectors)} recorded, {sum('error' in vector for vector in vectors)} of them errors")


main()
