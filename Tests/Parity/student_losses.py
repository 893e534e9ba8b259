"""The student's boxes, assignment and losses in plain PyTorch, from its specification."""

import dataclasses

import torch
from torch.nn import functional

MOST, EXPONENT, LEAST = 13, 6, 0.25
WEIGHTS = {"quality": 1.0, "overlap": 2.0, "distribution": 0.25, "variance": 0.1}


class Points:
    """Centres (points, 2), strides and levels of all points."""

    def __init__(self, sizes, first=8):
        centres, strides, levels = [], [], []
        for level, (rows, columns) in enumerate(sizes):
            stride = first << level
            y, x = torch.meshgrid(torch.arange(rows), torch.arange(columns), indexing="ij")
            centres.append((torch.stack((x, y), -1).reshape(-1, 2) + 0.5) * stride)
            strides.append(torch.full((rows * columns,), float(stride)))
            levels.append(torch.full((rows * columns,), level))
        self.centres, self.strides, self.levels = (
            torch.cat(parts) for parts in (centres, strides, levels))
        self.last = len(sizes) - 1


def side_statistics(sides):
    """Mean and variance of the bins by side, in strides."""
    shares = sides.softmax(-1)
    bins = torch.arange(sides.shape[-1], dtype=sides.dtype)
    mean = shares @ bins
    return mean, shares @ bins ** 2 - mean ** 2


def boxes_of(mean, points):
    """Corners in pixels."""
    lengths = mean * points.strides[:, None]
    return torch.cat((points.centres - lengths[..., :2], points.centres + lengths[..., 2:]), -1)


def variances_of(spread, log_variances):
    """Variances of the sides, strides²."""
    return (spread.clamp(min=0) + 1 / 12) * log_variances.clamp(-6, 6).exp()


def overlaps(a, b):
    """Intersections over unions, (a, b)."""
    sizes = (torch.minimum(a[:, None, 2:], b[None, :, 2:])
             - torch.maximum(a[:, None, :2], b[None, :, :2])).clamp(min=0)
    shared = sizes.prod(-1)
    areas = [(x[:, 2:] - x[:, :2]).prod(-1) for x in (a, b)]
    return shared / (areas[0][:, None] + areas[1][None] - shared)


def distances(points, boxes):
    """Lengths of the four sides from every point to every box, pixels, (points, boxes, 4)."""
    centres = points.centres.to(boxes.dtype)[:, None]
    return torch.cat((centres - boxes[None, :, :2], boxes[None, :, 2:] - centres), -1)


@dataclasses.dataclass
class Truths:
    """The regions of an image: corners, classes, variances of the edges, confidences."""

    boxes: torch.Tensor
    classes: torch.Tensor
    variances: torch.Tensor
    confidences: torch.Tensor
    ignored: torch.Tensor

    @classmethod
    def read(cls, given, image, dtype):
        """Those of Galley's file."""
        rows = given[f"truths.{image}"]
        return cls(rows[:, :4].to(dtype), rows[:, 4].long(), rows[:, 5:9].to(dtype),
                   rows[:, 9].to(dtype), given[f"ignored.{image}"].to(dtype))

    def weights(self):
        """Of the box losses."""
        sizes = (self.boxes[:, 2:] - self.boxes[:, :2]).repeat(1, 2)
        return self.confidences / (1 + (self.variances / (0.05 * sizes) ** 2).mean(1))


def assign(scores, boxes, truths, points, last_bin):
    """Positive points, the truth of each and its soft target."""
    sides = distances(points, truths.boxes)
    candidates = sides.min(-1).values > 0
    too_long = sides.max(-1).values > last_bin * points.strides[:, None]
    candidates &= ~(too_long & (points.levels < points.last)[:, None])
    overlap = overlaps(boxes, truths.boxes)
    alignment = scores[:, truths.classes] * overlap ** EXPONENT
    ranked = torch.where(candidates, alignment, torch.zeros_like(alignment))
    best = ranked.topk(min(MOST, len(boxes)), dim=0).indices
    chosen = torch.zeros_like(candidates).scatter_(0, best, True) & (ranked > 1e-9)
    # A truth that nothing overlaps well enough yet has the point that does best.
    faint = torch.nonzero(candidates.any(0) & ~chosen.any(0))[:, 0]
    ranked_again = torch.where(candidates, alignment, torch.full_like(alignment, -1))
    chosen[ranked_again.argmax(0)[faint], faint] = True
    # A truth around no point has the nearest one.
    middles = (truths.boxes[:, :2] + truths.boxes[:, 2:]) / 2
    nearest = torch.cdist(points.centres.to(middles.dtype), middles).argmin(0)
    lonely = torch.nonzero(~candidates.any(0))[:, 0]
    chosen[nearest[lonely], lonely] = True
    # A point with several truths has the one that it overlaps most.
    owner = torch.where(chosen, overlap, torch.full_like(overlap, -1)).argmax(1)
    positive = torch.nonzero(chosen.any(1))[:, 0]
    owner = owner[positive]
    mine = torch.zeros_like(chosen)
    mine[positive, owner] = True
    most_aligned = (alignment * mine).max(0).values
    most_overlap = (overlap * mine).max(0).values
    share = torch.where(most_aligned > 0, alignment / most_aligned, torch.ones_like(alignment))
    return positive, owner, share[positive, owner] * most_overlap[owner]


def generalised_overlap(a, b):
    """GIoU of pairs of boxes."""
    inner = (torch.minimum(a[:, 2:], b[:, 2:]) - torch.maximum(a[:, :2], b[:, :2])).clamp(min=0)
    outer = torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])
    shared, hull = inner.prod(1), outer.prod(1)
    union = (a[:, 2:] - a[:, :2]).prod(1) + (b[:, 2:] - b[:, :2]).prod(1) - shared
    return shared / union - (hull - union) / hull


def quality_focal(logits, quality):
    """Elementwise."""
    entropy = functional.binary_cross_entropy_with_logits(logits, quality, reduction="none")
    return (logits.sigmoid() - quality).abs() ** 2 * entropy


def distribution_focal(sides, target):
    """Mean over the sides, of logits (count, 4, bins) and targets in strides."""
    lower = target.floor()
    flat, bin = sides.flatten(0, 1), lower.long().flatten()
    left, right = (functional.cross_entropy(flat, index, reduction="none").view_as(target)
                   for index in (bin, bin + 1))
    return ((lower + 1 - target) * left + (target - lower) * right).mean(1)


def variance_likelihood(error, variance, truth_variance):
    """Mean over the sides."""
    whole = variance + truth_variance
    return (0.5 * (error ** 2 / whole + whole.log())).mean(1)


def detection_loss(outputs, sizes, truths, dtype=None):
    """The parts of the loss, weighted, and how many points learnt a truth.

    `dtype` is that of the assignment; the outputs' own where none is named.
    """
    classes, sides, log_variances = outputs
    points, dtype, last_bin = Points(sizes), dtype or classes.dtype, sides.shape[-1] - 1
    quality = torch.zeros_like(classes)
    learns = torch.ones_like(classes[..., :1])
    found = []
    with torch.no_grad():
        scores = classes.sigmoid().to(dtype)
        boxes = boxes_of(side_statistics(sides)[0], points).to(dtype)
        for image, regions in enumerate(truths):
            positive, owner, target = assign(
                scores[image], boxes[image], regions, points, last_bin)
            if len(regions.ignored):
                inside = (distances(points, regions.ignored).min(-1).values > 0).any(1)
                learns[image, inside] = 0
                learns[image, positive] = 1
            quality[image, positive, regions.classes[owner]] = target.to(quality.dtype)
            found.append((torch.full_like(positive, image), positive, target,
                          target.clamp(min=LEAST) * regions.weights()[owner],
                          regions.boxes[owner],
                          regions.variances[owner]))
        image, point, target, weight, box, truth_variance = (
            torch.cat(parts) for parts in zip(*found))
        normaliser = max(1.0, target.sum().item())
        stride = points.strides[point, None].to(dtype)
        centre = points.centres[point].to(dtype)
        lengths = torch.cat((centre - box[:, :2], box[:, 2:] - centre), 1) / stride
        truth_variance = truth_variance / stride ** 2
        lengths, weight, box, truth_variance = (
            x.to(classes.dtype) for x in (lengths, weight, box, truth_variance))
    own, own_log = sides[image, point], log_variances[image, point]
    mean, spread = side_statistics(own)
    reach = mean * points.strides[point, None]
    centre = points.centres[point]
    predicted = torch.cat((centre - reach[:, :2], centre + reach[:, 2:]), 1)
    losses = {
        "overlap": 1 - generalised_overlap(predicted, box),
        "distribution": distribution_focal(own, lengths.clamp(0, last_bin - 0.01)),
        "variance": variance_likelihood(
            mean.detach() - lengths, variances_of(spread.detach(), own_log), truth_variance),
    }
    parts = {name: WEIGHTS[name] * (loss * weight).sum() / normaliser
             for name, loss in losses.items()}
    parts["quality"] = WEIGHTS["quality"] * (
        quality_focal(classes, quality) * learns).sum() / normaliser
    return parts, len(point)
