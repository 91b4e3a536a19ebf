"""Records vectors/ again: runs every case with every installed client and saves what it sent."""

import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

HERE = Path(__file__).parent
CLIENTS = {
    "aws-cli": [sys.executable, "aws_cli.py"],
    "boto3": [sys.executable, "boto3_client.py"],
    "sdk-js": ["node", "sdk_js.mjs"],
}

# Headers that differ from run to run, or from machine to machine.
LEFT_OUT = {
    "authorization", "x-amz-date", "x-amz-security-token", "date", "host", "user-agent", "x-amz-user-agent", "amz-sdk-invocation-id",
}


class Recorder(BaseHTTPRequestHandler):
    """Answers every request with success and keeps it."""

    def keep(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode("utf-8")
        self.server.kept.append({
            "method": self.command,
            "path": self.requestline.split(" ")[1],  # as it was sent; self.path may be normalized
            "headers": {name: value for name, value in self.headers.items() if name.lower() not in LEFT_OUT},
            "body": body,
        })
        answer = b'{"Contacts":[]}' if self.command == "POST" else b""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_PUT = do_POST = keep

    def log_message(self, *_):
        pass


def run(command, text=""):
    return subprocess.run(
        command, cwd=HERE, input=text, capture_output=True, encoding="utf-8",
        env={**os.environ, "AWS_MAX_ATTEMPTS": "1", "AWS_EC2_METADATA_DISABLED": "true", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"})


def record(command, case):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    server.kept = []
    Thread(target=server.serve_forever, daemon=True).start()
    step = {
        "name": case["name"], "operation": case["operation"], "input": case["input"], "region": "eu-west-2",
        "endpoint": f"http://127.0.0.1:{server.server_port}", "accessKey": "AKIDEXAMPLE", "secretKey": "SECRET",
        "service": "connect", "sessionToken": None,
    }
    done = run(command, json.dumps([step]))
    server.shutdown()
    server.server_close()
    if len(server.kept) != 1:
        sys.exit(f"{command[-1]}, {case['name']}: sent {len(server.kept)} requests and said {done.stdout}{done.stderr}")
    return {"case": case["name"], **server.kept[0]}


def main():
    cases = json.loads((HERE / "cases.json").read_text("utf-8"))
    for name, command in CLIENTS.items():
        version = run([*command, "--version"])
        if version.returncode != 0:
            print(f"{name}: not installed, its vectors stay as they are; see setup.sh")
            continue
        vectors = {"client": version.stdout.strip(), "requests": [record(command, case) for case in cases]}
        path = HERE / "vectors" / f"{name}.json"
        path.write_text(json.dumps(vectors, indent=2, ensure_ascii=False) + "\n", "utf-8")
        print(f"{name}: {len(cases)} requests of {vectors['client']}")


main()
