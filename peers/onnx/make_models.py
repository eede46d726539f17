"""Writes small ONNX models of losses into a folder: `python3 make_models.py models` (needs the package onnx).

Operators as ONNX specifies them, and a focal loss composed of them. The metadata say which kernel a model is.
"""
import pathlib
import sys

import onnx
from onnx import TensorProto, helper

OPSET = 15
TYPES = {"float": TensorProto.FLOAT, "double": TensorProto.DOUBLE}
LABEL, ONE = ["label"], {"lossproofs.fixed": "temperature=1"}


def write(folder, kernel, precision, inputs, nodes, fixed=None, shape=(1, "N")):
    kind = TYPES[precision]
    arguments = [
        helper.make_tensor_value_info(name, TensorProto.INT64 if name == "label" else kind, shape)
        for name, shape in inputs.items()
    ]
    result = helper.make_tensor_value_info("result", kind, shape)
    graph = helper.make_graph(nodes, kernel.replace("-", "_"), arguments, [result])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    helper.set_model_props(model, {"lossproofs.kernel": kernel, **(fixed or {})})
    onnx.checker.check_model(model)
    onnx.save(model, str(folder / f"{kernel}.{precision}.onnx"))


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    node = helper.make_node
    row = {"logits": [1, "K"]}
    for precision in TYPES:
        write(folder, "softmax", precision, row, [node("Softmax", ["logits"], ["result"], axis=-1)], ONE)
        write(folder, "log-softmax", precision, row, [node("LogSoftmax", ["logits"], ["result"], axis=-1)], ONE)
        write(folder, "logsumexp", precision, row, [node("ReduceLogSumExp", ["logits"], ["result"], axes=[-1])])
        write(folder, "sigmoid", precision, row, [node("Sigmoid", ["logits"], ["result"])])
        write(folder, "softplus", precision, row, [node("Softplus", ["logits"], ["result"])])
        write(
            folder,
            "cross-entropy",
            precision,
            {**row, "label": [1]},
            [node("SoftmaxCrossEntropyLoss", ["logits", "label"], ["result"], reduction="sum")],
            shape=[],
        )
        write(
            folder,
            "weighted-cross-entropy",
            precision,
            {**row, "label": [1], "class-weights": ["K"]},
            [node("SoftmaxCrossEntropyLoss", ["logits", "label", "class-weights"], ["result"], reduction="sum")],
            shape=[],
        )
        # Σ y(log y − log p), as KLDivLoss is exported: y(log y) is 0 where y is
        write(
            folder,
            "relative-entropy",
            precision,
            {"probabilities": ["K"], "reference": ["K"]},
            [
                node("Div", ["probabilities", "reference"], ["ratio"]),
                node("Log", ["ratio"], ["log"]),
                node("Mul", ["probabilities", "log"], ["product"]),
                node("IsNaN", ["product"], ["empty"]),
                node("Sub", ["probabilities", "probabilities"], ["zero"]),
                node("Where", ["empty", "zero", "product"], ["terms"]),
                node("ReduceSum", ["terms"], ["result"]),
            ],
            shape=[1],
        )
        # −α(1−p)^β log p from a log-softmax
        write(
            folder,
            "focal",
            precision,
            {**row, "label": [1], "beta": [1], "alpha": [1]},
            [
                node("LogSoftmax", ["logits"], ["logs"], axis=-1),
                node("Gather", ["logs", "label"], ["log"], axis=-1),
                node("Exp", ["log"], ["p"]),
                node("Sub", ["p", "p"], ["zero"]),
                node("Exp", ["zero"], ["one"]),
                node("Sub", ["one", "p"], ["rest"]),
                node("Pow", ["rest", "beta"], ["focus"]),
                node("Mul", ["focus", "log"], ["product"]),
                node("Mul", ["product", "alpha"], ["scaled"]),
                node("Neg", ["scaled"], ["result"]),
            ],
        )


main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "models"))
