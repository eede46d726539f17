// The losses of TensorFlow.js (CPU backend) under the names of LossProofs: `npm install`, then
// `lossproofs conform --command 'node tfjs_kernels.js'`. Each is one documented function; gradients are tf.grad's. Its
// numbers are single precision.
"use strict";
const { serve } = require("./lossproofs_peer.js");
const tf = require("@tensorflow/tfjs");

const Reduction = tf.Reduction;
const single = { precisions: ["float"] };
const fixed = { ...single, fixed: { temperature: 1 } };
const oneHot = (logits, label) => tf.oneHot(tf.tensor1d([label], "int32"), logits.size).toFloat();

const losses = {
  "softmax": [(z) => tf.softmax(z), fixed],
  "log-softmax": [(z) => tf.logSoftmax(z), fixed],
  "logsumexp": [(z) => tf.logSumExp(z), single],
  "sigmoid": [(z) => tf.sigmoid(z), single],
  "softplus": [(z) => tf.softplus(z), single],
  "cross-entropy": [(z, { label }) => tf.losses.softmaxCrossEntropy(oneHot(z, label), z.expandDims(0), undefined, 0, Reduction.SUM), single],
  "cross-entropy-of-targets": [
    (z, { targets }) => tf.losses.softmaxCrossEntropy(tf.tensor2d([...targets], [1, z.size]), z.expandDims(0), undefined, 0, Reduction.SUM),
    single,
  ],
  "label-smoothing": [
    (z, { label, alpha }) => tf.losses.softmaxCrossEntropy(oneHot(z, label), z.expandDims(0), undefined, alpha, Reduction.SUM),
    single,
  ],
  "binary-cross-entropy": [
    (z, { targets }) => tf.losses.sigmoidCrossEntropy(tf.tensor1d([...targets]), z, undefined, 0, Reduction.SUM),
    single,
  ],
};
const withoutGradient = ["softmax", "log-softmax"];

const served = {};
for (const [name, [loss, promises]] of Object.entries(losses)) {
  served[name] = [(x) => tf.tidy(() => loss(tf.tensor1d(x.logits), x).dataSync()), promises];
  if (!withoutGradient.includes(name)) {
    served[`${name} gradient`] = [
      (x) => tf.tidy(() => tf.grad((z) => loss(z, x).sum())(tf.tensor1d(x.logits)).dataSync()),
      promises,
    ];
  }
}
served["softmax gradient"] = [
  (x) => tf.tidy(() => tf.grad((z) => tf.softmax(z))(tf.tensor1d(x.logits), tf.tensor1d(x.vector)).dataSync()),
  fixed,
];

tf.setBackend("cpu");
tf.ready().then(() => serve("TensorFlow.js", tf.version.tfjs, served));
