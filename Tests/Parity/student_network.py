"""The student's network in plain PyTorch, from its specification: SwiftFormer, pyramid and head.

Parts have the names that Galley's parameters have, so that `load_state_dict` takes them.
"""

from collections import OrderedDict

import torch
from torch import nn
from torch.nn import functional

TINY = {"widths": (32, 48, 96, 160), "depths": (2, 2, 4, 2), "channels": 96, "convolutions": 2,
        "light": True, "levels": 4}
LAST_BIN = 16


class Mixer(nn.Module):
    """Depthwise, norm, wide, GELU, narrow; scaled and added to the input."""

    def __init__(self, channels, hidden):
        super().__init__()
        self.depthwise = nn.Conv2d(channels, channels, 3, padding=1, groups=channels)
        self.norm = nn.BatchNorm2d(channels)
        self.widen = nn.Conv2d(channels, hidden, 1)
        self.narrow = nn.Conv2d(hidden, channels, 1)
        self.scale = nn.Parameter(torch.ones(channels, 1, 1))

    def forward(self, x):
        y = self.narrow(functional.gelu(self.widen(self.norm(self.depthwise(x)))))
        return x + self.scale * y


class AdditiveAttention(nn.Module):
    """Efficient additive attention of tokens (batch, count, channels).

    The factor channels ** -0.5 of the paper cancels in the norm over the tokens; without it both sides
    round alike, and no activation near the corner of a ReLU falls on one side of it only here.
    """

    def __init__(self, channels, factor=1.0):
        super().__init__()
        self.factor = factor
        self.query, self.key, self.project, self.final = (
            nn.Linear(channels, channels) for _ in range(4))
        self.weight = nn.Parameter(torch.randn(channels, 1))

    def forward(self, x):
        query = functional.normalize(self.query(x), dim=-1)
        key = functional.normalize(self.key(x), dim=-1)
        attention = functional.normalize(query @ self.weight * self.factor, dim=1)
        summary = torch.sum(attention * query, dim=1, keepdim=True)
        return self.final(self.project(key * summary) + query)


class AttentionBlock(nn.Module):
    """Local part, attention, pointwise network."""

    def __init__(self, channels):
        super().__init__()
        self.local = Mixer(channels, channels)
        self.attention = AdditiveAttention(channels)
        self.attention_scale = nn.Parameter(torch.full((channels, 1, 1), 1e-5))
        self.norm = nn.BatchNorm2d(channels)
        self.widen = nn.Conv2d(channels, 4 * channels, 1)
        self.narrow = nn.Conv2d(4 * channels, channels, 1)
        self.network_scale = nn.Parameter(torch.full((channels, 1, 1), 1e-5))

    def forward(self, x):
        x = self.local(x)
        attended = self.attention(x.flatten(2).transpose(1, 2))
        x = x + self.attention_scale * attended.transpose(1, 2).reshape(x.shape)
        return x + self.network_scale * self.narrow(functional.gelu(self.widen(self.norm(x))))


def reduction(inputs, outputs):
    """A convolution that halves the sides, and its norm."""
    return nn.Sequential(OrderedDict(
        conv=nn.Conv2d(inputs, outputs, 3, stride=2, padding=1), norm=nn.BatchNorm2d(outputs)))


class SwiftFormer(nn.Module):
    """Maps at strides 8, 16 and 32."""

    def __init__(self, widths, depths):
        super().__init__()
        self.stem0, self.stem1 = reduction(3, widths[0] // 2), reduction(widths[0] // 2, widths[0])
        for index, (width, depth) in enumerate(zip(widths, depths)):
            stage = nn.Module()
            if index > 0:
                stage.reduction = reduction(widths[index - 1], width)
            for block in range(depth - 1):
                stage.add_module(f"block{block}", Mixer(width, 4 * width))
            stage.add_module(f"block{depth - 1}", AttentionBlock(width))
            stage.output = nn.BatchNorm2d(width)
            self.add_module(f"stage{index}", stage)

    def forward(self, x):
        x = torch.relu(self.stem1(torch.relu(self.stem0(x))))
        maps = []
        for index in range(4):
            for name, part in getattr(self, f"stage{index}").named_children():
                if name == "output":
                    maps.append(part(x) if index > 0 else None)
                else:
                    x = part(x)
        return maps[1:]


def separable(channels, light, stride=1, bias=True):
    """A 3 by 3 convolution, in the light form a depthwise and a pointwise one."""
    if not light:
        return nn.Conv2d(channels, channels, 3, stride, 1, bias=bias)
    return nn.Sequential(OrderedDict(
        depthwise=nn.Conv2d(channels, channels, 3, stride, 1, groups=channels, bias=bias),
        pointwise=nn.Conv2d(channels, channels, 1, bias=bias)))


class Pyramid(nn.Module):
    """Levels of equal depth, each with what the coarser ones saw."""

    def __init__(self, inputs, channels, light, levels):
        super().__init__()
        self.count, self.levels = len(inputs), levels
        for index, width in enumerate(inputs):
            self.add_module(f"lateral{index}", nn.Conv2d(width, channels, 1))
            self.add_module(f"output{index}", separable(channels, light))
        for index in range(levels - len(inputs)):
            self.add_module(f"extra{index}", separable(channels, light, stride=2))

    def forward(self, *maps):
        merged = [getattr(self, f"lateral{index}")(x) for index, x in enumerate(maps)]
        for index in reversed(range(self.count - 1)):
            merged[index] = merged[index] + functional.interpolate(
                merged[index + 1], size=merged[index].shape[2:], mode="nearest")
        levels = [getattr(self, f"output{index}")(x) for index, x in enumerate(merged)]
        for index in range(self.levels - self.count):
            levels.append(getattr(self, f"extra{index}")(levels[-1]))
        return levels


class Head(nn.Module):
    """Class logits, side logits and log variances by point."""

    def __init__(self, channels, convolutions, light, levels, classes):
        super().__init__()

        def tower():
            return nn.Sequential(OrderedDict(
                (f"layer{index}", nn.Sequential(OrderedDict(
                    conv=separable(channels, light, bias=light),
                    norm=nn.GroupNorm(8 if light else 32, channels), relu=nn.ReLU())))
                for index in range(convolutions)))

        self.class_tower, self.box_tower = tower(), tower()
        self.classes = nn.Conv2d(channels, classes, 3, padding=1)
        self.sides = nn.Conv2d(channels, 4 * (LAST_BIN + 1), 3, padding=1)
        self.variances = nn.Conv2d(channels, 4, 3, padding=1)
        self.level_scales = nn.Parameter(torch.ones(levels))

    def forward(self, *levels):
        outputs = ([], [], [])
        for index, x in enumerate(levels):
            box = self.box_tower(x)
            maps = (self.classes(self.class_tower(x)), self.sides(box) * self.level_scales[index],
                    self.variances(box))
            for output, x in zip(outputs, maps):
                output.append(x.flatten(2).transpose(1, 2))
        classes, sides, variances = (torch.cat(output, dim=1) for output in outputs)
        return classes, sides.unflatten(2, (4, LAST_BIN + 1)), variances


class Student(nn.Module):
    """The whole: logits and log variances of the points, and the sizes of the levels."""

    def __init__(self, shape, classes):
        super().__init__()
        self.backbone = SwiftFormer(shape["widths"], shape["depths"])
        self.pyramid = Pyramid(
            shape["widths"][1:], shape["channels"], shape["light"], shape["levels"])
        self.head = Head(shape["channels"], shape["convolutions"], shape["light"],
                         shape["levels"], classes)

    def forward(self, images):
        levels = self.pyramid(*self.backbone(images))
        return self.head(*levels), [tuple(x.shape[2:]) for x in levels]


def load(network, given, prefix):
    """Takes Galley's tensors; every name must be there on both sides."""
    state = {name[len(prefix):]: tensor for name, tensor in given.items()
             if name.startswith(prefix)}
    problems = network.load_state_dict(state, strict=False)
    missing = [name for name in problems.missing_keys if not name.endswith("num_batches_tracked")]
    assert not missing and not problems.unexpected_keys, (missing, problems.unexpected_keys)
    return network
