"""Serves loss kernels written in Python to `lossproofs conform`: protocol 1, see docs/conformance.md. Needs NumPy.

    from lossproofs_peer import serve
    serve("my kernels", {"focal": focal, "focal gradient": focal_gradient})

A kernel is called once for each case, with its arguments by name ('-' in a name is '_'): vectors as one-dimensional
arrays of float64 or float32, labels as int, positives as an array of 0 and 1, other numbers as scalars of that type. It
returns a number, or as many numbers as the row has. An exception is reported as a refusal of that case. What the program
prints goes to standard error.

What is not plain stands in a tuple: (kernel, {"masks": True, "fixed": {"temperature": 1}, "precisions": ["double"]}).
"""
import inspect
import json
import os
import sys

import numpy as np

PRECISIONS = {"double": np.dtype("<f8"), "float": np.dtype("<f4")}
TYPES = {"float64": "<f8", "float32": "<f4", "int64": "<i8", "uint8": "u1"}
PROMISES = ["masks", "fixed", "precisions"]


def serve(name, kernels, version=None):
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what is printed, by a library of C too, is no part of an answer
    known = {}
    for key, kernel in kernels.items():
        function, promises = kernel if isinstance(kernel, tuple) else (kernel, {})
        if not callable(function):
            raise TypeError(f"'{key}' is {function!r}; expected a function")
        for promise in set(promises) - set(PROMISES):
            raise ValueError(f"'{key}' promises '{promise}'; expected one of {', '.join(PROMISES)}")
        kernel_name, _, part = key.partition(" ")
        known[kernel_name, part or "value"] = function, {"precisions": list(PRECISIONS), **promises}

    def send(header, payload=b""):
        answers.write(json.dumps({"lossproofs": 1, **header, "bytes": len(payload)}).encode() + b"\n" + payload)
        answers.flush()

    for line in source:
        message = json.loads(line)
        payload = source.read(message.get("bytes", 0))
        if message["message"] == "hello":
            listed = [{"kernel": k, "part": p, **promises} for (k, p), (_, promises) in known.items()]
            send({"name": name, "version": version or np.__version__, "kernels": listed})
        elif (message["kernel"], message["part"]) not in known:
            send({"unsupported": message["kernel"] + " " + message["part"]})
        else:
            function, _ = known[message["kernel"], message["part"]]
            send(*(_unfit(function, message) or _evaluate(function, message, payload)))


# An answer, where the function has other parameters than the kernel has arguments.
def _unfit(function, message):
    names = [argument["name"].replace("-", "_") for argument in message["arguments"]]
    try:
        signature = inspect.signature(function)
    except ValueError:
        return None  # a function of C may have none
    try:
        signature.bind(**dict.fromkeys(names))
    except TypeError:
        return ({"unsupported": f"the function takes {signature}; expected the arguments {', '.join(names)}"},)


def _evaluate(function, message, payload):
    kind = PRECISIONS[message["precision"]]
    cases, at = [{} for _ in message["lengths"]], 0
    for argument in message["arguments"]:
        for case, length in zip(cases, message["lengths"]):
            count = length if argument["per"] == "entry" else 1
            values = np.frombuffer(payload, TYPES[argument["type"]], count, at).copy()
            at += values.nbytes
            scalar = int(values[0]) if argument["type"] == "int64" else values[0]
            case[argument["name"].replace("-", "_")] = values if argument["per"] == "entry" else scalar
    results, refused = [], {}
    for i, case in enumerate(cases):
        try:
            result = function(**case)
            if result is None:
                raise TypeError("the function returned nothing; expected its numbers")
            results.append(np.atleast_1d(np.asarray(result, kind)).ravel())
        except Exception as exception:
            refused[str(i)] = type(exception).__name__ + ": " + str(exception)
            results.append(np.empty(0, kind))
    return {"lengths": [len(result) for result in results], "refused": refused}, b"".join(r.tobytes() for r in results)
