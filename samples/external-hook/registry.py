#!/usr/bin/env python3
"""A hook program for libnestor_external: who may have an address, and a record of who got one.

    "hooks-libraries": [ { "library": "libnestor_external.so", "parameters": { "programs": [
        { "name": "registry", "command": "registry.py", "arguments": [ "/etc/kea/known", "/var/lib/kea/record" ] } ] } } ]

The first file has one hardware address a line: others are put into the class STRANGER, and dropped when
they ask for BOOTP. The second gets a line for each lease. docs/hook-protocol.md tells the rest.
"""
import json
import sys


def say(**message):
    print(json.dumps(message), flush=True)


def decide(event, known):
    query = event["query"]
    if query["hw-address"] in known:
        return {"next": "continue"}
    if query["type"] == "NONE":
        return {"next": "drop"}
    return {"next": "continue", "classes": ["STRANGER"]}


def main(known_file, record_file):
    hello = json.loads(sys.stdin.readline())
    if hello["nestor-hooks"] != 1:
        sys.exit("this program speaks version 1")
    server = hello["server"][-1]
    say(**{"nestor-hooks": 1, "watch": [f"leases{server}_committed"], "decide": [f"pkt{server}_receive"]})
    for line in sys.stdin:
        event = json.loads(line)
        if event["decide"]:
            with open(known_file, encoding="ascii") as file:
                known = set(file.read().split())
            say(event=event["event"], **decide(event, known))
        else:
            with open(record_file, "a", encoding="utf-8") as file:
                for lease in event["leases"]:
                    print(lease["ip-address"], lease["hw-address"], file=file)


if __name__ == "__main__":
    main(*sys.argv[1:])
