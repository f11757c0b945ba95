"""Rules on a statement's form that neither Microsoft's parser nor its model checks.

What depends on types and names is refused where they are known, in `types`, `expressions` and `queries`.
"""

from . import functions
from .syntax import Node

ALONE = ("View", "Function", "Procedure", "Schema", "Trigger")
ORDERED = functions.RANKING | functions.OFFSETS | {"ntile"}
DEEPEST_CASE = 10


def remarks(tree: Node):
    """(line, message) for each breach."""
    for batch in tree.Batches:
        alone = [one for one in batch.Statements if one.kind.startswith("Create") and one.kind.endswith(tuple(f"{kind}Statement" for kind in ALONE))]
        if alone and len(batch.Statements) > 1:
            yield alone[0].line, f"{alone[0].kind} must stand alone in its batch (error 111)"
    for node in tree.walk():
        yield from of(node)
    yield from cases(tree, 0)


def of(node: Node):
    if node.kind == "Identifier" and len(node.Value) > 128:
        yield node.line, f"the name {node.Value[:30]}… has more than 128 letters (error 103)"
    if node.kind == "StringLiteral" and not node.IsNational and not node.Value.isascii():
        yield node.line, "a literal with letters outside ASCII needs N'…'"
    if node.kind == "ValuesInsertSource" and len(node.RowValues) > 1000:
        yield node.line, "more than 1000 rows in one INSERT (error 10738)"
    if node.kind == "FunctionCall":
        yield from call(node)
    if node.kind == "QuerySpecification" and node.TopRowFilter and not node.OrderByClause:
        yield node.line, "TOP without ORDER BY chooses rows at random"


def call(node: Node):
    name = node.FunctionName.Value.lower()
    over = node.OverClause
    if name in ORDERED and (over is None or over.OrderByClause is None):
        yield node.line, f"{name} without ORDER BY (error 4112)"
    if over is not None:
        if node.UniqueRowFilter == 2:
            yield node.line, "DISTINCT in a window (error 10759)"
        for one in over.OrderByClause.OrderByElements if over.OrderByClause else []:
            if not any(True for _ in one.all("ColumnReferenceExpression", "ScalarSubquery")):
                yield node.line, "a window ordered by a constant (errors 5308, 5309)"
        for one in inside(node):
            if one.OverClause is not None:
                yield node.line, "a window in a window (error 4109)"
    elif name in functions.AGGREGATES:
        for one in node.Parameters:
            if any(True for _ in one.all("ScalarSubquery")):
                yield node.line, "an aggregate of a query (error 130)"
        if any(is_aggregate(one) or one.OverClause is not None for one in inside(node)):
            yield node.line, "an aggregate of an aggregate or a window (error 130)"


def inside(node: Node):
    """Calls among a call's own arguments and its window."""
    for part in [*node.Parameters, *([node.OverClause] if node.OverClause else [])]:
        yield from part.all("FunctionCall")


def is_aggregate(node: Node) -> bool:
    return node.FunctionName.Value.lower() in functions.AGGREGATES


def cases(node: Node, depth: int):
    """CASE in CASE, with what SQL Server turns into CASE."""
    pending = [(node, 0)]
    while pending:
        one, depth = pending.pop()
        if one.kind in ("SearchedCaseExpression", "SimpleCaseExpression", "IIfCall", "CoalesceExpression", "NullIfExpression"):
            depth += 1
            if depth == DEEPEST_CASE + 1:
                yield one.line, f"CASE more than {DEEPEST_CASE} deep (error 125)"
        pending.extend((child, depth) for child in one.children())
