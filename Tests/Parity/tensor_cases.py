"""Functions and layers of PyTorch that Galley's tensors must equal, by the names of `ParityCase`.

Each case is a function and its inputs; each layer a module and its inputs. Inputs come from one
seed, so that both sides see the same numbers.
"""

import torch
import torch.nn.functional as F

torch.manual_seed(7)


def any_(*shape):
    return torch.randn(*shape)


def positive(*shape):
    return torch.rand(*shape) + 0.2


def within(*shape):
    """Numbers between -0.9 and 0.9."""
    return torch.rand(*shape) * 1.8 - 0.9


def square(size=4):
    """A well conditioned matrix."""
    return torch.randn(size, size) * 0.3 + 2 * torch.eye(size)


def indices(limit, *shape):
    return torch.randint(limit, shape)


def plain(function, *names, make=any_):
    """Cases of one matrix."""
    return {name: (getattr(function, name), [make(4, 6)]) for name in names}


FUNCTIONS = {
    "add": (torch.add, [any_(4, 6), any_(6)]),
    "subtract": (torch.sub, [any_(4, 6), any_(4, 1)]),
    "multiply": (torch.mul, [any_(4, 6), any_(6)]),
    "divide": (torch.div, [any_(4, 6), positive(6)]),
    "add_number": (lambda a: a + 1.5, [any_(4, 6)]),
    "subtract_number": (lambda a: a - 1.5, [any_(4, 6)]),
    "number_less": (lambda a: 1.5 - a, [any_(4, 6)]),
    "multiply_number": (lambda a: a * 1.5, [any_(4, 6)]),
    "divide_number": (lambda a: a / 1.5, [any_(4, 6)]),
    "negate": (torch.neg, [any_(4, 6)]),
    "power": (lambda a: a ** 2.5, [positive(4, 6)]),
    "power_tensor": (torch.pow, [positive(4, 6), any_(4, 6)]),
    "minimum": (torch.minimum, [any_(4, 6), any_(4, 6)]),
    "maximum": (torch.maximum, [any_(4, 6), any_(4, 6)]),
    "clamp": (lambda a: a.clamp(-0.5, 0.7), [any_(4, 6)]),
    "clamp_above": (lambda a: a.clamp(max=0.7), [any_(4, 6)]),
    "remainder": (lambda a: a.remainder(0.3), [any_(4, 6)]),
    "remainder_tensor": (torch.remainder, [any_(4, 6), positive(4, 6)]),
    "atan2": (torch.atan2, [any_(4, 6), any_(4, 6)]),
    "log_sigmoid": (F.logsigmoid, [any_(4, 6)]),
    "gelu_tanh": (lambda a: F.gelu(a, approximate="tanh"), [any_(4, 6)]),
    "leaky_relu": (lambda a: F.leaky_relu(a, 0.1), [any_(4, 6)]),
    "elu": (lambda a: F.elu(a, 0.7), [any_(4, 6)]),
    "glu": (lambda a: F.glu(a, 1), [any_(4, 6)]),
    "softmax": (lambda a: a.softmax(1), [any_(4, 6)]),
    "log_softmax": (lambda a: a.log_softmax(0), [any_(4, 6)]),
    "normalise": (lambda a: F.normalize(a, dim=1), [any_(4, 6)]),
    **plain(torch, "reciprocal", "sqrt", "log", "log1p", "lgamma", "digamma", "rsqrt",
            make=positive),
    **plain(torch, "exp", "abs", "floor", "ceil", "round", "trunc", "sign", "erf", "erfc", "expm1",
            "sin", "cos", "atan", "tanh", "sigmoid"),
    **plain(torch, "erfinv", "tan", "asin", "acos", make=within),
    **plain(F, "softplus", "relu", "gelu", "silu", "hardswish", "hardsigmoid", "mish"),

    "cross_entropy": (F.cross_entropy, [any_(5, 3), indices(3, 5)]),
    "cross_entropy_smooth": (
        lambda a, b: F.cross_entropy(a, b, label_smoothing=0.1, reduction="sum"),
        [any_(5, 3, 2), indices(3, 5, 2)]),
    "cross_entropy_shares": (
        lambda a, b: F.cross_entropy(a, b.softmax(1)), [any_(5, 3), any_(5, 3)]),
    "cross_entropy_weights": (
        lambda a, b, w: F.cross_entropy(a, b, w.detach(), ignore_index=0),
        [any_(5, 3), indices(3, 5), positive(3)]),
    "binary_cross_entropy": (
        lambda a, b: F.binary_cross_entropy_with_logits(a, b.sigmoid()), [any_(5, 3), any_(5, 3)]),
    "binary_cross_entropy_weights": (
        lambda a, b, w: F.binary_cross_entropy_with_logits(
            a, b.sigmoid().detach(), pos_weight=w.detach(), reduction="none"),
        [any_(5, 3), any_(5, 3), positive(3)]),
    "mse": (F.mse_loss, [any_(4, 6), any_(4, 6)]),
    "mse_sum": (lambda a, b: F.mse_loss(a, b, reduction="sum"), [any_(4, 6), any_(4, 6)]),
    "l1": (F.l1_loss, [any_(4, 6), any_(4, 6)]),
    "smooth_l1": (lambda a, b: F.smooth_l1_loss(a, b, beta=0.5), [any_(4, 6), any_(4, 6)]),
    "kl_div": (lambda a, b: F.kl_div(a.log_softmax(1), b.softmax(1), reduction="sum"),
               [any_(4, 6), any_(4, 6)]),

    "sum": (torch.sum, [any_(4, 6)]),
    "sum_along": (lambda a: a.sum(1), [any_(4, 6)]),
    "mean": (lambda a: a.mean(0, keepdim=True), [any_(4, 6)]),
    "variance": (lambda a: a.var(1, unbiased=True), [any_(4, 6)]),
    "deviation": (lambda a: a.std(1, unbiased=False), [any_(4, 6)]),
    "greatest": (lambda a: a.amax(1), [any_(4, 6)]),
    "least": (lambda a: a.amin(), [any_(4, 6)]),
    "greatest_values": (lambda a: a.max(0).values, [any_(4, 6)]),
    "top": (lambda a: a.topk(2, 1).values, [any_(4, 6)]),
    "sorted": (lambda a: a.sort(1).values, [any_(4, 6)]),
    "median": (lambda a: a.median(1).values, [any_(4, 6)]),
    "quantiles": (lambda a: a.quantile(torch.tensor([0.1, 0.5, 0.9]), 1), [any_(4, 6)]),
    "norm": (lambda a: a.norm(dim=1), [any_(4, 6)]),
    "norm_3": (lambda a: a.norm(3, dim=1), [any_(4, 6)]),
    "logsumexp": (lambda a: a.logsumexp(1), [any_(4, 6)]),
    "prod": (lambda a: a.prod(1), [any_(4, 6)]),
    "cumsum": (lambda a: a.cumsum(1), [any_(4, 6)]),
    "cumprod": (lambda a: a.cumprod(1), [any_(4, 6)]),
    "logcumsumexp": (lambda a: a.logcumsumexp(1), [any_(4, 6)]),
    "cummax": (lambda a: a.cummax(1).values, [any_(4, 6)]),
    "cummin": (lambda a: a.cummin(1).values, [any_(4, 6)]),

    "reshape": (lambda a: a.reshape(2, -1), [any_(4, 6)]),
    "permute": (lambda a: a.permute(1, 0), [any_(4, 6)]),
    "transpose": (lambda a: a.transpose(0, 1), [any_(4, 6)]),
    "squeeze": (lambda a: a.unsqueeze(0).squeeze(0), [any_(4, 6)]),
    "expand": (lambda a: a.unsqueeze(1).expand(-1, 3, -1), [any_(4, 6)]),
    "cat": (lambda a, b: torch.cat([a, b], 1), [any_(4, 6), any_(4, 2)]),
    "stack": (lambda a, b: torch.stack([a, b]), [any_(4, 6), any_(4, 6)]),
    "narrow": (lambda a: a.narrow(1, 1, 2), [any_(4, 6)]),
    "split": (lambda a: a.split([1, 3, 2], 1), [any_(4, 6)]),
    "unbind": (lambda a: a.unbind(0), [any_(4, 6)]),
    "flip": (lambda a: a.flip(1), [any_(4, 6)]),
    "pad": (lambda a: F.pad(a, (1, 2, 0, 1), value=0.5), [any_(4, 6)]),
    "roll": (lambda a: a.roll((1, 2), (0, 1)), [any_(4, 6)]),
    "repeat": (lambda a: a.repeat(2, 1), [any_(4, 6)]),
    "repeat_interleave": (lambda a: a.repeat_interleave(2, 1), [any_(4, 6)]),
    "unfold": (lambda a: a.unfold(1, 3, 2), [any_(4, 6)]),
    "flatten": (torch.flatten, [any_(4, 6)]),
    "movedim": (lambda a: a.movedim(0, 1), [any_(4, 6)]),
    "pixel_shuffle": (lambda a: F.pixel_shuffle(a, 2), [any_(2, 8, 3, 3)]),
    "pixel_unshuffle": (lambda a: F.pixel_unshuffle(a, 2), [any_(2, 2, 4, 6)]),
    "im2col": (lambda a: F.unfold(a, 3, stride=2, padding=1), [any_(2, 3, 5, 5)]),
    "col2im": (lambda a: F.fold(a, (4, 4), 2, stride=2), [any_(2, 12, 4)]),
    "diagonal": (lambda a: a.diagonal(1), [any_(4, 6)]),
    "diag_embed": (torch.diag_embed, [any_(4, 6)]),
    "tril": (lambda a: a.tril(1), [any_(4, 6)]),
    "triu": (torch.triu, [any_(4, 6)]),
    "to_double": (lambda a: a.double().exp(), [any_(4, 6)]),

    "select": (lambda a: a[:, 2], [any_(4, 6)]),
    "index": (lambda a, i: a[:, i], [any_(4, 6), indices(6, 8)]),
    "index_mask": (lambda a: a[a > 0], [any_(4, 6)]),
    "index_select": (lambda a, i: a.index_select(1, i), [any_(4, 6), indices(6, 8)]),
    "gather": (lambda a, i: a.gather(1, i), [any_(4, 6), indices(6, 4, 3)]),
    "take_along": (lambda a, i: a.take_along_dim(i, 1), [any_(4, 6), indices(6, 4, 3)]),
    "scatter_add": (lambda a, i, b: a.scatter_add(1, i, b),
                    [any_(4, 6), indices(6, 4, 3), any_(4, 3)]),
    "scatter": (lambda a, i, b: a.scatter(1, i, b),
                [any_(4, 6), torch.tensor([[0, 2, 5]] * 4), any_(4, 3)]),
    "scatter_number": (lambda a, i: a.scatter(1, i, 2.0), [any_(4, 6), indices(6, 4, 3)]),
    "index_add": (lambda a, i, b: a.index_add(1, i, b), [any_(4, 6), indices(6, 3), any_(4, 3)]),
    "index_put": (
        lambda a, i, b: a.index_put((torch.arange(4)[:, None], i[None]), b, accumulate=True),
        [any_(4, 6), indices(6, 3), any_(4, 3)]),
    "where": (lambda a, b: torch.where(a > b, b, a), [any_(4, 6), any_(4, 6)]),
    "masked_fill": (lambda a: a.masked_fill(a < 0, 3), [any_(4, 6)]),
    "embedding": (lambda a, i: F.embedding(i, a), [any_(7, 5), indices(7, 3, 2)]),
    "one_hot": (lambda i: F.one_hot(i, 7).float(), [indices(7, 3)]),

    "matmul": (torch.matmul, [any_(2, 4, 6), any_(6, 3)]),
    "einsum": (lambda a, b: torch.einsum("bij,bkj->bik", a, b), [any_(2, 4, 6), any_(2, 3, 6)]),
    "outer": (torch.outer, [any_(4), any_(6)]),
    "kron": (torch.kron, [any_(2, 3), any_(3, 2)]),
    "cdist": (torch.cdist, [any_(4, 6), any_(3, 6)]),
    "dot": (torch.dot, [any_(6), any_(6)]),
    "trace": (torch.trace, [any_(4, 6)]),
    "det": (torch.linalg.det, [square()]),
    "slogdet": (lambda a: torch.linalg.slogdet(a)[1], [square()]),
    "inv": (torch.linalg.inv, [square()]),
    "pinv": (lambda a: torch.linalg.pinv(a, rtol=1e-6), [any_(4, 6)]),
    "matrix_exp": (torch.matrix_exp, [any_(4, 4)]),
    "solve": (torch.linalg.solve, [square(), any_(4, 3)]),
    "solve_triangular": (lambda a, b: torch.linalg.solve_triangular(a, b, upper=True),
                         [square(), any_(4, 3)]),
    "lstsq": (lambda a, b: torch.linalg.lstsq(a, b, driver="gelsd").solution,
              [any_(6, 3), any_(6, 2)]),
    "singular_values": (lambda a: torch.linalg.svd(a, full_matrices=False)[1], [any_(4, 6)]),
    "qr": (torch.linalg.qr, [any_(6, 4)]),
    "cholesky": (lambda a: torch.linalg.cholesky(a @ a.T), [square()]),
    "eigenvalues": (lambda a: torch.linalg.eigh(a + a.T)[0], [square()]),

    "conv2d": (lambda a, w, b: F.conv2d(a, w, b, 2, 1),
               [any_(2, 3, 8, 7), any_(5, 3, 3, 3), any_(5)]),
    "conv2d_depthwise": (lambda a, w: F.conv2d(a, w, padding=1, groups=4),
                         [any_(2, 4, 8, 7), any_(4, 1, 3, 3)]),
    "conv2d_dilated": (lambda a, w: F.conv2d(a, w, padding=2, dilation=2),
                       [any_(2, 3, 8, 7), any_(4, 3, 3, 3)]),
    "conv_transpose2d": (lambda a, w, b: F.conv_transpose2d(a, w, b, 2, 1, 1),
                         [any_(2, 3, 4, 5), any_(3, 4, 3, 3), any_(4)]),
    "conv1d": (lambda a, w: F.conv1d(a, w, padding=1), [any_(2, 3, 9), any_(4, 3, 3)]),
    "linear": (F.linear, [any_(2, 4, 6), any_(3, 6), any_(3)]),
    "group_norm": (lambda a, w, b: F.group_norm(a, 2, w, b), [any_(2, 4, 5, 3), any_(4), any_(4)]),
    "layer_norm": (lambda a, w, b: F.layer_norm(a, (6,), w, b), [any_(2, 4, 6), any_(6), any_(6)]),
    "nearest": (lambda a: F.interpolate(a, (9, 7)), [any_(2, 3, 4, 5)]),
    "bilinear": (lambda a: F.interpolate(a, (9, 3), mode="bilinear"), [any_(2, 3, 4, 5)]),
    "bicubic": (lambda a: F.interpolate(a, (9, 7), mode="bicubic"), [any_(2, 3, 4, 5)]),
    "grid_sample": (lambda a, g: F.grid_sample(a, g, align_corners=False),
                    [any_(2, 3, 5, 6), within(2, 4, 4, 2)]),
    "max_pool": (lambda a: F.max_pool2d(a, 3, 2, 1), [any_(2, 3, 7, 6)]),
    "average_pool": (lambda a: F.avg_pool2d(a, 2, 2), [any_(2, 3, 6, 6)]),
    "adaptive_pool": (lambda a: F.adaptive_avg_pool2d(a, (2, 3)), [any_(2, 3, 5, 7)]),
    "attention": (lambda q, k, v: (q @ k.transpose(-2, -1) / 8 ** 0.5).softmax(-1) @ v,
                  [any_(2, 4, 8), any_(2, 5, 8), any_(2, 5, 3)]),
    "attention_causal": (
        lambda q, k, v: ((q @ k.transpose(-2, -1) / 8 ** 0.5) + torch.full((5, 5), -torch.inf).triu(
            1)).softmax(-1) @ v,
        [any_(2, 5, 8), any_(2, 5, 8), any_(2, 5, 3)]),
}


class Attention(torch.nn.MultiheadAttention):
    """PyTorch's own attention, with the names of `MultiHeadAttention`."""

    NAMES = {"in_proj_weight": "qkv.weight", "in_proj_bias": "qkv.bias",
             "out_proj.weight": "proj.weight", "out_proj.bias": "proj.bias"}

    def forward(self, tokens):
        return super().forward(tokens, tokens, tokens, need_weights=False)[0]


def in_inference(module):
    torch.nn.init.normal_(module.running_mean)
    torch.nn.init.uniform_(module.running_var, 0.5, 2)
    return module.eval()


LAYERS = {
    "Linear": (torch.nn.Linear(6, 3), [any_(4, 6)]),
    "Convolution": (torch.nn.Conv2d(4, 6, 3, 2, 1, groups=2), [any_(2, 4, 8, 7)]),
    "BatchNormalisation_training": (torch.nn.BatchNorm2d(4), [any_(3, 4, 5, 5) * 2 + 1]),
    "BatchNormalisation_inference": (in_inference(torch.nn.BatchNorm2d(4)), [any_(3, 4, 5, 5)]),
    "GroupNormalisation": (torch.nn.GroupNorm(2, 4), [any_(3, 4, 5, 5)]),
    "LayerNormalisation": (torch.nn.LayerNorm(6), [any_(4, 6)]),
    "Embedding": (torch.nn.Embedding(7, 5), [indices(7, 3, 2)]),
    "MultiHeadAttention": (Attention(8, 2, batch_first=True), [any_(2, 5, 8)]),
}
for layer, _ in LAYERS.values():
    for parameter in layer.parameters():
        torch.nn.init.normal_(parameter)
