// Serves loss kernels written in JavaScript (node) to `lossproofs conform`: protocol 1, see docs/conformance.md.
//
//   const { serve } = require("./lossproofs_peer.js");
//   serve("my kernels", "1.0", { "focal": ({ logits, label, beta, alpha }) => …, "focal gradient": … });
//
// A kernel is called once for each case with its arguments by name ('-' in a name is '_'): vectors as Float64Array or
// Float32Array, positives as Uint8Array, other arguments as numbers. It returns a number, or as many as the row has. What it
// throws is reported as a refusal of that case. What is not plain: [kernel, { masks: true, fixed: { temperature: 1 },
// precisions: ["double"] }].
"use strict";
const fs = require("fs");

const SIZES = { float64: 8, float32: 4, int64: 8, uint8: 1 };
const PROMISES = ["masks", "fixed", "precisions"];

function serve(name, version, kernels) {
  console.log = console.error; // what a kernel prints is no part of an answer
  const known = new Map();
  for (const [key, kernel] of Object.entries(kernels)) {
    const [compute, promises] = Array.isArray(kernel) ? kernel : [kernel, {}];
    if (typeof compute !== "function") throw new TypeError(`'${key}' is ${compute}; expected a function`);
    for (const promise of Object.keys(promises)) {
      if (!PROMISES.includes(promise)) {
        throw new TypeError(`'${key}' promises '${promise}'; expected one of ${PROMISES.join(", ")}`);
      }
    }
    const [kernelName, part = "value"] = key.split(" ");
    known.set(`${kernelName} ${part}`, { compute, promises: { precisions: ["double", "float"], ...promises } });
  }

  for (let line; (line = readLine()) !== null; ) {
    const message = JSON.parse(line);
    const payload = read(message.bytes ?? 0);
    if (message.message === "hello") {
      const listed = [...known].map(([key, { promises }]) => {
        const [kernel, part] = key.split(" ");
        return { kernel, part, ...promises };
      });
      send({ name, version, kernels: listed });
    } else if (!known.has(`${message.kernel} ${message.part}`)) {
      send({ unsupported: `${message.kernel} ${message.part}` });
    } else {
      send(...evaluate(known.get(`${message.kernel} ${message.part}`).compute, message, payload));
    }
  }
}

function evaluate(compute, message, payload) {
  const cases = message.lengths.map(() => ({}));
  let at = 0;
  for (const argument of message.arguments) {
    const perEntry = argument.per === "entry";
    cases.forEach((one, i) => {
      const count = perEntry ? message.lengths[i] : 1;
      const values = numbers(payload, at, count, argument.type);
      at += count * SIZES[argument.type];
      one[argument.name.replaceAll("-", "_")] = perEntry ? values : Number(values[0]);
    });
  }
  const Vector = message.precision === "float" ? Float32Array : Float64Array;
  const refused = {};
  const results = cases.map((one, i) => {
    try {
      const result = compute(new Proxy(one, { get: argumentOf }), message.precision);
      if (result === undefined) throw new TypeError("the function returned nothing; expected its numbers");
      return Vector.from(typeof result === "number" ? [result] : result);
    } catch (error) {
      refused[i] = String(error).replaceAll("\n", " ");
      return new Vector(0);
    }
  });
  const bytes = results.map((result) => Buffer.from(result.buffer, result.byteOffset, result.byteLength));
  return [{ lengths: results.map((result) => result.length), refused }, Buffer.concat(bytes)];
}

// A name that the kernel has not would be undefined, and the result NaN.
function argumentOf(values, name) {
  if (typeof name === "string" && !(name in values)) {
    throw new TypeError(`there is no argument '${name}'; expected one of ${Object.keys(values).join(", ")}`);
  }
  return values[name];
}

function numbers(payload, at, count, type) {
  const bytes = Uint8Array.from(payload.subarray(at, at + count * SIZES[type])).buffer;
  return type === "float64" ? new Float64Array(bytes)
    : type === "float32" ? new Float32Array(bytes)
    : type === "int64" ? new BigInt64Array(bytes)
    : new Uint8Array(bytes);
}

function send(header, payload = Buffer.alloc(0)) {
  const line = JSON.stringify({ lossproofs: 1, ...header, bytes: payload.length }) + "\n";
  let rest = Buffer.concat([Buffer.from(line), payload]);
  while (rest.length > 0) {
    rest = rest.subarray(retrying(() => fs.writeSync(1, rest)));
  }
}

let buffered = Buffer.alloc(0);

function fill() {
  const chunk = Buffer.alloc(1 << 16);
  const count = retrying(() => fs.readSync(0, chunk, 0, chunk.length, null));
  buffered = Buffer.concat([buffered, chunk.subarray(0, count)]);
  return count > 0;
}

function readLine() {
  let end;
  while ((end = buffered.indexOf(10)) < 0) {
    if (!fill()) return null;
  }
  const line = buffered.subarray(0, end).toString();
  buffered = buffered.subarray(end + 1);
  return line;
}

function read(count) {
  while (buffered.length < count && fill());
  const bytes = buffered.subarray(0, count);
  buffered = buffered.subarray(count);
  return bytes;
}

// A pipe that is not ready yet says EAGAIN.
function retrying(operation) {
  for (;;) {
    try {
      return operation();
    } catch (error) {
      if (error.code === "EOF") return 0;
      if (error.code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

module.exports = { serve };
