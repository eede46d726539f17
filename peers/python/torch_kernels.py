"""The losses of PyTorch under the names of LossProofs: `lossproofs conform --command 'python3 torch_kernels.py'`.

Each is one documented function with its documented arguments; gradients are autograd's.
"""
import torch
import torch.nn.functional as F

from lossproofs_peer import serve

torch.set_num_threads(1)

FIXED = {"fixed": {"temperature": 1}}


def cross_entropy(z, label):
    return F.cross_entropy(z[None], torch.tensor([label]))


def cross_entropy_of_targets(z, targets):
    return F.cross_entropy(z[None], targets[None])


def weighted_cross_entropy(z, label, class_weights):
    return F.cross_entropy(z[None], torch.tensor([label]), weight=class_weights, reduction="sum")


def label_smoothing(z, label, alpha):
    return F.cross_entropy(z[None], torch.tensor([label]), label_smoothing=float(alpha))


def kullback_leibler(z, targets):
    return F.kl_div(F.log_softmax(z, -1), targets, reduction="sum")


def binary_cross_entropy(z, targets):
    return F.binary_cross_entropy_with_logits(z, targets, reduction="sum")


def entropy(z, temperature):
    return torch.distributions.Categorical(logits=z).entropy()


def squared_error(z, targets):
    return F.mse_loss(z, targets, reduction="sum") / 2


def softmax(z, temperature):
    return F.softmax(z, -1)


def log_softmax(z, temperature):
    return F.log_softmax(z, -1)


# kernel -> function, promises, whether its gradient is one of a number (or of each entry by itself: their sum's)
KERNELS = {
    "softmax": (softmax, FIXED, False),
    "log-softmax": (log_softmax, FIXED, False),
    "logsumexp": (lambda z: torch.logsumexp(z, -1), {}, True),
    "sigmoid": (torch.sigmoid, {}, True),
    "softplus": (F.softplus, {}, True),
    "entropy": (entropy, FIXED, True),
    "entropy-of-probabilities": (lambda p: torch.special.entr(p).sum(), {}, False),
    "cross-entropy": (cross_entropy, {}, True),
    "cross-entropy-of-targets": (cross_entropy_of_targets, {}, True),
    "weighted-cross-entropy": (weighted_cross_entropy, {}, True),
    "label-smoothing": (label_smoothing, {}, True),
    "kullback-leibler": (kullback_leibler, {}, True),
    "binary-cross-entropy": (binary_cross_entropy, {}, True),
    "squared-error": (squared_error, {}, True),
}


def tensors(arguments):
    return [torch.from_numpy(value) if hasattr(value, "shape") and value.shape else value for value in arguments]


def value_of(function):
    return lambda **arguments: function(*tensors(arguments.values())).numpy()


def gradient_of(function):
    def gradient(**arguments):
        z, *rest = tensors(arguments.values())
        z.requires_grad_()
        return torch.autograd.grad(function(z, *rest).sum(), z)[0].numpy()

    return gradient


def softmax_gradient(logits, vector, temperature):
    z, v = tensors([logits, vector])
    z.requires_grad_()
    return torch.autograd.grad(softmax(z, temperature), z, grad_outputs=v)[0].numpy()


served = {}
for name, (function, promises, has_gradient) in KERNELS.items():
    served[name] = value_of(function), promises
    if has_gradient:
        served[name + " gradient"] = gradient_of(function), promises
served["softmax gradient"] = softmax_gradient, FIXED

serve("PyTorch", served, version=torch.__version__)
