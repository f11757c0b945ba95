"""The one division that noegle writes for engines that have no whole one: (A - remainder) / D, whole by construction.

When such text is carried out by DuckDB, whose `/` is a floating-point number and whose decimals have 38 digits, whole
numbers become HUGEINT and that division `//`. Any other `/` is refused: its result would differ from engine to engine.
"""

from sqlglot import exp

WHOLE = exp.DataType(this=exp.DataType.Type.INT128, nested=False)


def is_whole_type(node):
    if not isinstance(node, exp.DataType) or node.this != exp.DataType.Type.DECIMAL:
        return False
    sizes = [one.name for one in node.expressions]
    return bool(sizes) and sizes[1:] in ([], ["0"])


def bare(node):
    while isinstance(node, exp.Paren):
        node = node.this
    return node


def is_whole_division(node):
    """(A - MOD(A, D)) / D, the second A and D being the first once more."""
    above, divisor = bare(node.this), bare(node.expression)
    if not isinstance(above, exp.Sub):
        return False
    rest = bare(above.expression)
    return isinstance(rest, exp.Mod) and bare(above.this) == bare(rest.this) and bare(rest.expression) == divisor


def other_divisions(tree):
    return [node for node in tree.find_all(exp.Div) if not is_whole_division(node)]


def exact(node):
    """For `transform`: a node as DuckDB computes it exactly."""
    if is_whole_type(node):
        return WHOLE.copy()
    if isinstance(node, exp.Div) and is_whole_division(node):
        return exp.IntDiv(this=node.this, expression=node.expression)
    return node
