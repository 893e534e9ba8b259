"""Small ONNX graphs of one operator each, with inputs, for onnx_reading.py."""

import collections

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

Case = collections.namedtuple("Case", "name model inputs")
TYPES = {"float32": TensorProto.FLOAT, "int64": TensorProto.INT64, "bool": TensorProto.BOOL,
         "int32": TensorProto.INT32, "float64": TensorProto.DOUBLE}
RANDOM = numpy.random.default_rng(17)
X = (2, 4, 7, 6)


def normal(*shape):
    return RANDOM.standard_normal(shape).astype("f4")


def whole(*values):
    return numpy.array(values, "i8")


def graph(operation, given, opset=17, constants=None, outputs=1, name="", **attributes):
    """A graph of one node; inputs are given, `constants` are initialisers by place."""
    constants = constants or {}
    count = len(given) + len(constants)
    names, inputs, initialisers, rest = [], {}, [], list(given)
    for place in range(count):
        value = constants[place] if place in constants else rest.pop(0)
        if value is None:
            names.append("")
            continue
        names.append(f"x{place}")
        if place in constants:
            initialisers.append(numpy_helper.from_array(numpy.asarray(value), f"x{place}"))
        else:
            inputs[f"x{place}"] = numpy.asarray(value)
    made = [f"y{place}" for place in range(outputs)]
    node = helper.make_node(operation, names, made, name="node", **attributes)
    values = [helper.make_tensor_value_info(key, TYPES[str(array.dtype)], array.shape)
              for key, array in inputs.items()]
    body = helper.make_graph([node], "case", values,
                             [onnx.ValueInfoProto(name=output) for output in made], initialisers)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", opset)])
    model.ir_version = 8
    model = onnx.shape_inference.infer_shapes(model)
    del model.graph.output[:]
    kinds = {value.name: value for value in model.graph.value_info}
    for output in made:
        model.graph.output.append(kinds.get(output, onnx.ValueInfoProto(name=output)))
    return Case(name or f"{operation}-{opset}", model, inputs)


def elementwise():
    x, y, positive = normal(*X), normal(4, 1, 6), numpy.abs(normal(*X)) + 0.1
    for name in ("Relu", "Sigmoid", "Tanh", "Softplus", "Softsign", "Erf", "Exp", "Abs", "Neg",
                 "Floor", "Ceil", "Round", "Sign", "Sin", "Cos", "Tan", "Atan", "Identity",
                 "HardSwish", "Reciprocal", "IsNaN"):
        yield graph(name, [x * 2])
    for name in ("Log", "Sqrt"):
        yield graph(name, [positive])
    yield graph("Mish", [x], 18)
    yield graph("Gelu", [x], 20)
    yield graph("Gelu", [x], 20, name="Gelu-tanh", approximate="tanh")
    for name, attributes in (("LeakyRelu", {"alpha": 0.2}), ("Elu", {"alpha": 0.7}), ("Selu", {}),
                             ("HardSigmoid", {}), ("HardSigmoid", {"alpha": 1 / 6, "beta": 0.5})):
        yield graph(name, [x * 3], name=f"{name}-{len(attributes)}", **attributes)
    yield graph("PRelu", [x], constants={1: normal(4, 1, 1)})
    for name in ("Add", "Sub", "Mul", "Div", "Min", "Max"):
        yield graph(name, [x, y])
        yield graph(name, [x], constants={1: normal(1) + 2}, name=f"{name}-constant")
        yield graph(name, [whole(-7, 8, 9), whole(2, -3, 4)], 13, name=f"{name}-whole")
    for name in ("Sum", "Mean", "Max", "Min"):
        yield graph(name, [x, y, x + 1], name=f"{name}-three")
    yield graph("Pow", [positive, y])
    yield graph("Pow", [x], constants={1: numpy.array(2, "f4")}, name="Pow-square")
    yield graph("Mod", [whole(-7, 8, 9), whole(2, -3, 4)])
    yield graph("Mod", [x, x[::-1] + 3], fmod=1, name="Mod-fmod")
    for name in ("Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual"):
        yield graph(name, [numpy.round(x), numpy.round(y)])
    for name in ("And", "Or", "Xor"):
        yield graph(name, [x > 0, y > 0])
    yield graph("Not", [x > 0])
    yield graph("Where", [x > 0, x, y])
    for kind in ("float32", "int64", "bool", "int32"):
        yield graph("Cast", [x * 3], to=TYPES[kind], name=f"Cast-{kind}")
    yield graph("Cast", [x > 0], to=TensorProto.FLOAT, name="Cast-from-bool")
    yield graph("Clip", [x], 6 + 1, min=-0.5, max=0.7)
    yield graph("Clip", [x], constants={1: numpy.array(-0.5, "f4")}, name="Clip-lower")
    yield graph("Clip", [x], constants={1: None, 2: numpy.array(0.5, "f4")}, name="Clip-upper")
    for axis in (1, -1, 0):
        for opset in (11, 13):
            for name in ("Softmax", "LogSoftmax"):
                yield graph(name, [x], opset, axis=axis, name=f"{name}-{opset}-{axis}")
    yield graph("Softmax", [x], 11, name="Softmax-11-standard")
    yield graph("Softmax", [x], 13, name="Softmax-13-standard")
    yield graph("Dropout", [x], 12)
    yield graph("Dropout", [x], 10, ratio=0.4)


def products():
    x = normal(3, 5)
    yield graph("MatMul", [normal(2, 4, 3, 5)], constants={1: normal(5, 6)})
    yield graph("MatMul", [normal(2, 4, 3, 5), normal(4, 5, 2)], name="MatMul-batched")
    yield graph("MatMul", [normal(5), normal(5, 2)], name="MatMul-vector")
    yield graph("Gemm", [x], constants={1: normal(6, 5), 2: normal(6)}, transB=1)
    yield graph("Gemm", [x], constants={1: normal(5, 6), 2: normal(3, 1)}, alpha=0.5, beta=2.0,
                name="Gemm-scaled")
    yield graph("Gemm", [normal(5, 3)], constants={1: normal(5, 6)}, transA=1, name="Gemm-turned")
    yield graph("Gemm", [x], constants={1: normal(6, 5), 2: normal(1)}, transB=1,
                name="Gemm-number")
    yield graph("Einsum", [normal(2, 3, 4), normal(2, 4, 5)], equation="bij,bjk->bik")


def layers():
    x = normal(2, 4, 9, 8)
    for index, attributes in enumerate((
            {}, {"pads": [1, 1, 1, 1]}, {"pads": [0, 1, 2, 1]}, {"strides": [2, 2]},
            {"dilations": [2, 2]}, {"auto_pad": "SAME_UPPER", "strides": [2, 2]},
            {"auto_pad": "SAME_LOWER", "strides": [2, 2]}, {"auto_pad": "VALID"})):
        yield graph("Conv", [x], constants={1: normal(6, 4, 3, 3), 2: normal(6)},
                    name=f"Conv-{index}", **attributes)
    yield graph("Conv", [x], constants={1: normal(6, 2, 3, 2)}, group=2, name="Conv-groups")
    yield graph("Conv", [x], constants={1: normal(4, 1, 3, 3)}, group=4, pads=[1, 1, 1, 1],
                name="Conv-depthwise")
    yield graph("Conv", [normal(2, 4, 9)], constants={1: normal(6, 4, 3)}, name="Conv-line")
    yield graph("Conv", [normal(1, 2, 5, 5, 5)], constants={1: normal(3, 2, 2, 2, 2)},
                name="Conv-volume")
    for index, attributes in enumerate((
            {}, {"strides": [2, 2]}, {"strides": [2, 2], "pads": [1, 1, 1, 1]},
            {"strides": [2, 2], "pads": [0, 1, 1, 0]},
            {"strides": [2, 2], "output_padding": [1, 1]}, {"dilations": [2, 1]})):
        yield graph("ConvTranspose", [x], constants={1: normal(4, 3, 3, 3), 2: normal(3)},
                    name=f"ConvTranspose-{index}", **attributes)
    yield graph("ConvTranspose", [x], constants={1: normal(4, 3, 2, 2)}, group=2, strides=[2, 2],
                name="ConvTranspose-groups")
    vectors = [normal(4) for _ in range(3)] + [numpy.abs(normal(4)) + 0.2]
    for opset in (7, 9, 15):
        yield graph("BatchNormalization", [x], opset,
                    constants=dict(enumerate(vectors, 1)), epsilon=1e-3)
    yield graph("InstanceNormalization", [x], constants={1: vectors[0], 2: vectors[1]})
    yield graph("LayerNormalization", [x], constants={1: normal(8), 2: normal(8)})
    yield graph("LayerNormalization", [x], constants={1: normal(9, 8)}, axis=2, name="LayerNorm-2")
    yield graph("GroupNormalization", [x], 21, constants={1: vectors[0], 2: vectors[1]},
                num_groups=2)
    for name in ("MaxPool", "AveragePool"):
        for index, attributes in enumerate((
                {}, {"strides": [2, 2]}, {"strides": [2, 2], "pads": [1, 1, 1, 1]},
                {"strides": [1, 1], "pads": [1, 0, 0, 1]}, {"strides": [2, 2], "ceil_mode": 1},
                {"auto_pad": "SAME_UPPER", "strides": [2, 2]})):
            yield graph(name, [x], kernel_shape=[3, 2], name=f"{name}-{index}", **attributes)
    yield graph("MaxPool", [x], kernel_shape=[3, 3], dilations=[2, 2], name="MaxPool-dilated")
    yield graph("MaxPool", [normal(2, 3, 9)], kernel_shape=[3], name="MaxPool-line")
    yield graph("AveragePool", [x], kernel_shape=[3, 3], pads=[1, 1, 1, 1], count_include_pad=1,
                name="AveragePool-padded")
    yield graph("AveragePool", [x], kernel_shape=[3, 3], pads=[1, 0, 0, 1], count_include_pad=1,
                name="AveragePool-uneven")
    yield graph("GlobalAveragePool", [x])
    yield graph("GlobalMaxPool", [x])


def sizes():
    x = normal(1, 2, 4, 5)
    region = numpy.zeros(0, "f4")
    for opset in (11, 13, 18):
        for place in ("asymmetric", "half_pixel", "pytorch_half_pixel", "align_corners"):
            for factors in ((1, 1, 2, 2), (1, 1, 1.5, 3.3), (1, 1, 0.6, 0.5)):
                factors = numpy.array(factors, "f4")
                label = f"{opset}-{place}-{factors[2]:.1f}"
                yield graph("Resize", [x], opset, constants={1: region, 2: factors}, mode="linear",
                            coordinate_transformation_mode=place, name=f"Resize-linear-{label}")
                for rounding in ("floor", "ceil", "round_prefer_floor", "round_prefer_ceil"):
                    yield graph("Resize", [x], opset, constants={1: region, 2: factors},
                                coordinate_transformation_mode=place, nearest_mode=rounding,
                                name=f"Resize-{rounding}-{label}")
    for mode in ("nearest", "linear"):
        yield graph("Resize", [x], 10, constants={1: numpy.array((1, 1, 2, 3), "f4")}, mode=mode,
                    name=f"Resize-10-{mode}")
        yield graph("Resize", [x], constants={1: None, 2: None, 3: whole(1, 2, 7, 9)}, mode=mode,
                    name=f"Resize-sizes-{mode}")
        yield graph("Upsample", [x], 9, constants={1: numpy.array((1, 1, 2, 3), "f4")}, mode=mode,
                    name=f"Upsample-9-{mode}")
        yield graph("Upsample", [x], 7, scales=[1.0, 1.0, 2.0, 2.0], mode=mode,
                    name=f"Upsample-7-{mode}")
    yield graph("Resize", [normal(3, 5)], constants={1: None, 2: numpy.array((2, 1.5), "f4")},
                mode="linear", name="Resize-matrix")
    yield graph("Resize", [x], 18, constants={1: None, 2: numpy.array((2, 3), "f4")}, axes=[2, 3],
                name="Resize-axes")


def reductions():
    x = normal(2, 3, 4, 5)
    for name in ("ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1",
                 "ReduceL2", "ReduceSumSquare", "ReduceLogSumExp"):
        old = 11 if name == "ReduceSum" else 13
        for keeps in (0, 1):
            yield graph(name, [x], old, axes=[1, -1], keepdims=keeps, name=f"{name}-{old}-{keeps}")
            yield graph(name, [x], 18, constants={1: whole(2)}, keepdims=keeps,
                        name=f"{name}-18-{keeps}")
        yield graph(name, [x], 18, name=f"{name}-all")
    yield graph("ReduceSum", [x], 18, noop_with_empty_axes=1, name="ReduceSum-none")
    for name in ("ArgMax", "ArgMin"):
        yield graph(name, [x], axis=2)
        yield graph(name, [x], axis=-1, keepdims=0, name=f"{name}-flat")
    for attributes in ({}, {"reverse": 1}, {"exclusive": 1}, {"exclusive": 1, "reverse": 1}):
        yield graph("CumSum", [x], constants={1: numpy.array(1, "i8")},
                    name=f"CumSum-{'-'.join(attributes)}", **attributes)
    yield graph("TopK", [x], constants={1: whole(2)}, outputs=2, axis=1)
    yield graph("TopK", [x], constants={1: whole(3)}, outputs=2, largest=0, name="TopK-least")
    yield graph("TopK", [x], 10, constants={1: whole(2)}, outputs=2)
    yield graph("TopK", [x], 9, outputs=2, k=2, axis=1)


def shapes():
    x = normal(2, 3, 4, 5)
    for index, target in enumerate(((6, 20), (0, -1), (2, 12, 5), (-1,), (1, 2, 3, 4, 5))):
        yield graph("Reshape", [x], constants={1: whole(*target)}, name=f"Reshape-{index}")
    for axis in (0, 1, 2, 4, -1):
        yield graph("Flatten", [x], axis=axis, name=f"Flatten-{axis}")
    thin = normal(1, 3, 1, 5)
    yield graph("Squeeze", [thin], 11, axes=[0, 2])
    yield graph("Squeeze", [thin], 13, constants={1: whole(-2)})
    yield graph("Squeeze", [thin], 13, name="Squeeze-all")
    yield graph("Unsqueeze", [x], 11, axes=[0, 3])
    yield graph("Unsqueeze", [x], 13, constants={1: whole(-1, 1)})
    yield graph("Transpose", [x])
    yield graph("Transpose", [x], perm=[0, 2, 3, 1], name="Transpose-last")
    yield graph("Expand", [thin], constants={1: whole(2, 1, 4, 1)})
    yield graph("Expand", [normal(3, 1)], constants={1: whole(2, 1, 4)}, name="Expand-more")
    yield graph("Shape", [x])
    yield graph("Shape", [x], start=1, end=-1, name="Shape-part")
    yield graph("Size", [x])
    yield graph("Concat", [x, normal(2, 1, 4, 5)], axis=1)
    yield graph("Concat", [x, x], axis=-1, name="Concat-last")
    yield graph("Split", [x], 11, outputs=2, axis=1, split=[1, 2])
    yield graph("Split", [x], 13, outputs=2, axis=2)
    yield graph("Split", [x], 13, outputs=2, constants={1: whole(2, 3)}, axis=-1,
                name="Split-input")
    yield graph("Split", [x], 18, outputs=3, axis=3, num_outputs=3)
    yield graph("Slice", [x], 9, starts=[1, -3], ends=[9, -1], axes=[1, 3])
    for index, (starts, ends, axes, steps) in enumerate((
            ((0, 1), (1, 3), (0, 2), (1, 1)), ((-1,), (-100,), (3,), (-2,)),
            ((0,), (2**62,), (-1,), (2,)), ((3,), (1,), (2,), (1,)))):
        yield graph("Slice", [x], constants={1: whole(*starts), 2: whole(*ends), 3: whole(*axes),
                                             4: whole(*steps)}, name=f"Slice-{index}")
    yield graph("Tile", [x], constants={1: whole(1, 2, 1, 3)})
    for mode in ("constant", "reflect", "edge"):
        for opset in (10, 13):
            told = {"pads": [0, 0, 1, 2, 0, 0, 3, 1]} if opset == 10 else {}
            given = {} if opset == 10 else {1: whole(0, 0, 1, 2, 0, 0, 3, 1)}
            yield graph("Pad", [x], opset, constants=given, mode=mode,
                        name=f"Pad-{mode}-{opset}", **told)
    yield graph("Pad", [x], constants={1: whole(0, 0, 0, -1, 0, 1, 0, -1),
                                       2: numpy.array(7, "f4")}, name="Pad-cut")
    yield graph("Pad", [x], 19, constants={1: whole(1, 2), 2: None, 3: whole(2)}, mode="wrap",
                name="Pad-wrap")
    deep = normal(2, 8, 4, 6)
    for mode in ("DCR", "CRD"):
        yield graph("DepthToSpace", [deep], blocksize=2, mode=mode, name=f"DepthToSpace-{mode}")
    yield graph("SpaceToDepth", [deep], blocksize=2)


def gathering():
    x = normal(4, 3, 5)
    yield graph("Gather", [x], constants={1: numpy.array([[0, -1], [2, 1]], "i8")})
    yield graph("Gather", [x], constants={1: numpy.array(2, "i8")}, axis=-1, name="Gather-one")
    yield graph("GatherElements", [x, RANDOM.integers(-5, 5, (2, 3, 4))], axis=2)
    yield graph("GatherND", [x, RANDOM.integers(-3, 3, (6, 2))])
    yield graph("NonZero", [numpy.maximum(x, 0)])
    yield graph("ConstantOfShape", [whole(2, 3)])
    yield graph("ConstantOfShape", [whole(2, 3)], name="ConstantOfShape-whole",
                value=numpy_helper.from_array(whole(4)))
    yield graph("Range", [numpy.array(2, "i8"), numpy.array(11, "i8"), numpy.array(3, "i8")])
    yield graph("Range", [numpy.array(2, "f4"), numpy.array(-1, "f4"), numpy.array(-0.4, "f4")],
                name="Range-down")
    for kind, value in (("value_int", 3), ("value_ints", [1, 2]), ("value_float", 0.5),
                        ("value_floats", [0.5, 2.0])):
        yield graph("Constant", [], name=f"Constant-{kind}", **{kind: value})


def cases():
    """All cases, each under a name of its own."""
    return [case for family in (elementwise, products, layers, sizes, reductions, shapes, gathering)
            for case in family()]
