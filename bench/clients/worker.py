"""A worker of the bench in Python: an order on the command line, "ready" when it can begin, "done" with its report when it has."""

import json
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

INSTANCE = "8c5b7a10-3f1e-4d2b-9a77-0e6d1f4c2b90"
REGION = "eu-west-2"
KEY_ID, SECRET = "AKIDEXAMPLE", "SECRET"

# How many calls a round of the warm-up has.
ROUND = 1000

# The first few say what went wrong.
MOST_ERRORS = 3


def order():
    return json.loads(sys.argv[1])


def request(number):
    """The chats and timers of the bench's Chat.cs. Where the two differ, the bench says so and shows no figure."""
    return {
        "InstanceId": INSTANCE,
        "ContactId": f"c-{number:05}",
        "ChannelConfiguration": {"Chat": {"ParticipantTimerConfigList": [
            timer("IDLE", 2 + number % 479),
            timer("DISCONNECT_NONCUSTOMER", 2 + number * 7 % 479),
        ]}},
    }


def timer(kind, minutes):
    return {"ParticipantRole": "CUSTOMER", "TimerType": kind, "TimerValue": {"ParticipantTimerDurationInMinutes": minutes}}


def work(send, attempts=lambda: None, cpu=time.process_time):
    """Warms up, waits for go, sends, reports.

    send: makes one call; raises when it is given up.
    attempts: how many requests have left so far, where the client lets that be known.
    cpu: the processor time of the client so far, in seconds.
    """
    wanted = order()
    first, contacts = wanted["first"], wanted["contacts"]
    go = listen()
    began = time.perf_counter()
    while time.perf_counter() - began < wanted["warmUpSeconds"]:
        run(send, range(first, first + ROUND), wanted)
    say("ready", {"powerShell": None, "module": None})
    go.wait()
    before, cpu_before, began = attempts(), cpu(), time.perf_counter()
    failed, errors, not_begun = run(send, range(first, first + contacts), wanted)
    seconds, cpu_seconds, after = time.perf_counter() - began, cpu() - cpu_before, attempts()
    say("done", {
        "outcomes": {"Accepted": contacts - len(failed + not_begun), "Failed": len(failed + not_begun)},
        "attempts": None if after is None else after - before,
        "notAccepted": failed + not_begun,
        "notBegun": len(not_begun),
        "errors": errors[:MOST_ERRORS],
        "seconds": seconds,
        "cpuSeconds": cpu_seconds,
    })


def run(send, numbers, wanted):
    numbers, lock = iter(numbers), threading.Lock()
    failed, errors, not_begun = [], [], []
    most, threads, began = wanted["mostSeconds"], wanted["inFlight"], time.perf_counter()

    def next_number():
        with lock:
            return next(numbers, None)

    def one_thread(_):
        for number in iter(next_number, None):
            if most and time.perf_counter() - began > most:
                not_begun.append(number)
                continue
            try:
                send(number)
            except Exception as error:  # whatever it is called, the contact is lost
                failed.append(number)
                errors.append(str(error))

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(one_thread, range(threads)))
    return failed, errors, not_begun


def listen():
    """The bench says go through the input, and is gone when that closes."""
    go = threading.Event()

    def read():
        for line in sys.stdin:
            if line.strip() == "go":
                go.set()
        os._exit(1)

    threading.Thread(target=read, daemon=True).start()
    return go


def say(mark, value):
    print(mark, json.dumps(value), flush=True)


class Counter:
    """A count that threads share."""

    def __init__(self):
        self._lock = threading.Lock()
        self._count = 0

    def add(self):
        with self._lock:
            self._count += 1

    def read(self):
        return self._count
