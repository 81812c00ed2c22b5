"""Makes networks in PerfSeer's form: networkx graphs of ONNX operators, four stages of plain, residual
and dense blocks, about 150 nodes each, every node with the figures that PerfSeer's files have."""

import networkx as nx

ARGUMENTS = [
    "conv_kernel_size", "conv_stride", "conv_padding", "conv_dilation", "conv_groups", "conv_bias",
    "linear_in_features", "linear_out_features", "linear_bias", "pool_kernel_size", "pool_stride",
    "pool_padding", "pool_ceil_mode",
]


class Network:
    """A graph that grows operator by operator; a tensor is (node, channels, side)."""

    def __init__(self, batch):
        self.graph = nx.DiGraph()
        self.batch = batch

    def add(self, op, inputs, channels, side, weights=0, flops=0, flat=False, **arguments):
        node = self.graph.number_of_nodes()
        sizes = [self.batch * c * max(s, 1) ** 2 for _, c, s in inputs]
        size = self.batch * channels * max(side, 1) ** 2
        total = 4 * (sum(sizes) + size + weights)
        first = inputs[0]
        self.graph.add_node(node, feature={
            "type": op,
            "args": {name: arguments.get(name, 0) for name in ARGUMENTS},
            "memory_info": {
                "bytes": total, "weight_size": weights, "batch_size": self.batch,
                "input_size_with_weight": sum(sizes) + weights, "input_size": 4 * sum(sizes),
                "input_channels": first[1], "input_w": first[2], "input_h": first[2],
                "output_size": 4 * size, "output_channels": channels,
                "output_w": 0 if flat else side, "output_h": 0 if flat else side,
            },
            "flops": flops, "arith_intensity": flops / (total / 4),
        })
        for source, _, _ in inputs:
            if source is not None:
                self.graph.add_edge(source, node)
        return node, channels, side

    def convolution(self, tensor, channels, kernel=3, stride=1, groups=1):
        _, before, side = tensor
        after = (side + 2 * (kernel // 2) - kernel) // stride + 1
        weights = channels * (before // groups) * kernel**2 + channels
        flops = 2 * self.batch * channels * after**2 * (before // groups * kernel**2 + 1)
        tensor = self.add(
            "Conv", [tensor], channels, after, weights, flops, conv_kernel_size=kernel,
            conv_stride=stride, conv_padding=kernel // 2, conv_dilation=1, conv_groups=groups,
            conv_bias=1)
        elements = self.batch * channels * after**2
        tensor = self.add("BatchNormalization", [tensor], channels, after, 4 * channels, 2 * elements)
        return self.add("Relu", [tensor], channels, after, 0, elements)


def network(chance, batch):
    """A random network for one batch size, and the families of its stages."""
    net = Network(batch)
    tensor = net.convolution((None, 3, 224), 32, stride=2)
    families = []
    for stage in range(4):
        family = chance.choice(["vggnet", "resnext", "densenet", "mobilenet"])
        families.append(family)
        width = 32 << stage
        tensor = net.convolution(tensor, width, stride=2)
        for _ in range(chance.randint(2, 5)):
            _, channels, side = tensor
            if family == "vggnet":
                tensor = net.convolution(tensor, width)
            elif family == "mobilenet":
                tensor = net.convolution(tensor, channels, groups=channels)
                tensor = net.convolution(tensor, width, kernel=1)
            elif family == "resnext":
                inner = net.convolution(tensor, width, kernel=1)
                inner = net.convolution(inner, width, groups=8)
                inner = net.convolution(inner, channels, kernel=1)
                tensor = net.add("Add", [tensor, inner], channels, side, 0, batch * channels * side**2)
            else:
                inner = net.convolution(net.convolution(tensor, 64, kernel=1), 16)
                tensor = net.add("Concat", [tensor, inner], channels + 16, side)
    _, channels, side = tensor
    tensor = net.add(
        "GlobalAveragePool", [tensor], channels, 1, 0, batch * channels * side**2,
        pool_kernel_size=side, pool_stride=side)
    tensor = net.add("Flatten", [tensor], channels, 0, flat=True)
    net.add(
        "Gemm", [tensor], 1000, 0, channels * 1000 + 1000, 2 * batch * channels * 1000, flat=True,
        linear_in_features=channels, linear_out_features=1000, linear_bias=1)
    return net.graph, families
