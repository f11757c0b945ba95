"""The one division that noegle writes for engines that have no whole one: (A - remainder) / D, whole by construction.

When such text is carried out by DuckDB, whose `/` is a floating-point number and whose decimals have 38 digits, whole
numbers become HUGEINT and that division a whole one. Any other `/` is refused: its result would differ from engine to engine.
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


# Engines in which a whole number divided by another is whole.
WHOLE_BY_ITSELF = ("trino", "redshift")


def is_short_division(node, dialect):
    """Of a 32-bit number by a literal, whole by itself or made so."""
    divisor = bare(node.expression)
    if not (isinstance(divisor, exp.Literal) and divisor.is_int and len(divisor.name) <= 5):
        return False
    around = node.parent
    while isinstance(around, exp.Paren):
        around = around.parent
    return dialect in WHOLE_BY_ITSELF or isinstance(around, (exp.Floor, exp.Trunc))


def other_divisions(tree, dialect):
    return [node for node in tree.find_all(exp.Div) if not is_whole_division(node) and not is_short_division(node, dialect)]


def divided(node, within):
    """DuckDB's `//` by its other name: sqlglot reads some of its own text once more, and takes `//` for two signs. What a
    transformation puts in is not looked into again, so it is done to what is within first."""
    operands = [one.transform(within) for one in (node.this, node.expression)]
    return exp.Anonymous(this="divide", expressions=operands)


def exact(node, dialect=None, within=None):
    """For `transform`: a node as DuckDB computes it exactly; `within` is the whole transformation."""
    within = within or (lambda node: exact(node, dialect))
    if is_whole_type(node):
        return WHOLE.copy()
    whole = isinstance(node, exp.Div) and (
        is_whole_division(node) or (dialect in WHOLE_BY_ITSELF and is_short_division(node, dialect))
    )
    if isinstance(node, exp.Floor) and isinstance(bare(node.this), exp.Div) and dialect not in WHOLE_BY_ITSELF:
        quotient = bare(node.this)
        return divided(quotient, within)
    if whole:
        return divided(node, within)
    return node
