"""The losses and functions of NumPy and SciPy under the names of LossProofs: `lossproofs conform --command 'python3 scipy_kernels.py'`.

Only what their documentation names; a cross-entropy is minus an entry of log_softmax.
"""
import warnings

import numpy as np
import scipy
from scipy import special

from lossproofs_peer import serve

warnings.simplefilter("ignore")  # overflow is judged by its result

NO_TEMPERATURE = {"fixed": {"temperature": 1}}

serve(
    "NumPy " + np.__version__ + ", SciPy",
    {
        "softmax": (lambda logits, temperature: special.softmax(logits), NO_TEMPERATURE),
        "log-softmax": (lambda logits, temperature: special.log_softmax(logits), NO_TEMPERATURE),
        "logsumexp": lambda logits: special.logsumexp(logits),
        "sigmoid": lambda logits: special.expit(logits),
        "softplus": lambda logits: np.logaddexp(np.zeros_like(logits), logits),
        "entropy-of-probabilities": lambda probabilities: special.entr(probabilities).sum(),
        "relative-entropy": lambda probabilities, reference: special.rel_entr(probabilities, reference).sum(),
        "cross-entropy": lambda logits, label: -special.log_softmax(logits)[label],
    },
    version=scipy.__version__,
)
