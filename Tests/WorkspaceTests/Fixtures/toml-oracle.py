"""Reads TOML documents as Python's tomllib does.

Standard input: for each document, its length in bytes (4, big-endian), then the document in UTF-8.
Standard output: a line each, as TOMLOracleTests.swift writes what Precept has read.
"""
import datetime
import math
import struct
import sys
import tomllib


def spell(value):
    if isinstance(value, bool):
        return "b" + str(value).lower()
    if isinstance(value, str):
        return "s" + value.encode().hex()
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise ValueError("beyond 64 bits, which TOML lets a reader refuse")
        return f"i{value}"
    if isinstance(value, float):
        bits = struct.unpack(">Q", struct.pack(">d", value))[0]
        return "fnan" if math.isnan(value) else f"f{bits:x}"
    if isinstance(value, datetime.datetime):
        return "dateTime" if value.tzinfo is None else "instant"
    if isinstance(value, datetime.date):
        return "date"
    if isinstance(value, datetime.time):
        return "time"
    if isinstance(value, list):
        return "[" + ",".join(map(spell, value)) + "]"
    entries = sorted((key.encode().hex(), spell(item)) for key, item in value.items())
    return "{" + ",".join(f"{key}={item}" for key, item in entries) + "}"


data = sys.stdin.buffer.read()
while data:
    length = struct.unpack(">I", data[:4])[0]
    text = data[4 : 4 + length].decode()
    data = data[4 + length :]
    try:
        print(spell(tomllib.loads(text)))
    except (tomllib.TOMLDecodeError, ValueError, RecursionError):
        print("error")
