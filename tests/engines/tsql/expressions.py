"""Expressions of T-SQL: their types, and the same in DuckDB.

In: ScriptDom's nodes and the columns in sight. Out: `Value`s. Whatever is not known here is refused, so that nothing
passes untested.
"""

from dataclasses import dataclass

from . import functions, types
from .syntax import Node, qualified
from .types import BINARY, DATE, INT, NULL, VARIANT, Refused, Type

COMPARISONS = {0: "=", 1: ">", 2: "<", 3: ">=", 4: "<=", 5: "<>", 6: "<>"}
SIGNS = {0: "+", 1: "-", 2: "*", 3: "/", 4: "%"}


@dataclass(frozen=True)
class Value:
    sql: str
    type: Type


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def converted(one: Value, to: Type) -> str:
    """A value as part of an expression of another type."""
    return one.sql if types.duckdb(one.type) == types.duckdb(to) else f"CAST({one.sql} AS {types.duckdb(to)})"


class Expressions:
    """Expressions of one query; `scope` finds columns, `queries` translates queries inside."""

    def __init__(self, scope, queries):
        self.scope = scope
        self.queries = queries

    def value(self, node: Node) -> Value:
        made = getattr(self, "of_" + node.kind, None)
        if made is None:
            raise Refused(f"{node.kind} is not used here", node.line)
        try:
            return made(node)
        except Refused as refused:
            refused.line = refused.line or node.line
            raise

    def condition(self, node: Node) -> str:
        made = getattr(self, "if_" + node.kind, None)
        if made is None:
            raise Refused(f"{node.kind} is not used here", node.line)
        try:
            return made(node)
        except Refused as refused:
            refused.line = refused.line or node.line
            raise

    # Values

    def of_IntegerLiteral(self, node):
        number = int(node.Value)
        kind = INT if number < 2**31 else Type("decimal", len(node.Value.lstrip("0")), 0)
        return Value(f"CAST({number} AS {types.duckdb(kind)})" if kind != INT else str(number), kind)

    def of_NumericLiteral(self, node):
        before, _, after = node.Value.partition(".")
        kind = types.decimal(max(1, len(before.lstrip("0")) + len(after)), len(after))
        return Value(f"CAST({node.Value} AS {types.duckdb(kind)})", kind)

    def of_RealLiteral(self, node):
        return Value(node.Value, types.FLOAT)

    def of_StringLiteral(self, node):
        if not node.IsNational and not node.Value.isascii():
            raise Refused("a literal with letters outside ASCII needs N'…'")
        kind = types.BINARY_TEXT if collated(node) else types.LITERAL_TEXT
        return Value(literal(node.Value), kind)

    def of_NullLiteral(self, node):
        return Value("NULL", NULL)

    def of_ParenthesisExpression(self, node):
        inner = self.value(node.Expression)
        return Value(f"({inner.sql})", with_collation(node, inner.type))

    def of_ColumnReferenceExpression(self, node):
        if node.MultiPartIdentifier is None:
            raise Refused("a star is no value")
        parts = [part.Value for part in node.MultiPartIdentifier.Identifiers]
        sql, kind = self.scope.column(parts)
        return Value(sql, with_collation(node, kind))

    def of_VariableReference(self, node):
        sql, kind = self.scope.variable(node.Name)
        return Value(sql, with_collation(node, kind))

    def of_UnaryExpression(self, node):
        inner = self.value(node.Expression)
        if node.UnaryExpressionType != 1 or inner.type.kind not in ("int", "bigint", "decimal", "float"):
            raise Refused(f"a sign before {inner.type}")
        return Value(f"(-{inner.sql})", inner.type)

    def of_BinaryExpression(self, node):
        sign = SIGNS.get(node.BinaryExpressionType)
        if sign is None:
            raise Refused("an operator on bits")
        a, b = self.value(node.FirstExpression), self.value(node.SecondExpression)
        if sign == "/":
            dividend = whole_dividend(node)
            if dividend is not None:
                wide = self.value(dividend)
                kind = types.quotient(wide.type, b.type) if "decimal" in (wide.type.kind, b.type.kind) else None
                if kind is not None:
                    divided = f"CAST({wide.sql} AS HUGEINT) // CAST({b.sql} AS HUGEINT)"
                    return Value(f"CAST({divided} AS {types.duckdb(kind)})", kind)
            return Value(f"({a.sql} // {b.sql})", types.arithmetic("/", a.type, b.type))
        if sign == "+" and a.type.kind == b.type.kind == "text":
            return Value(f"({a.sql} || {b.sql})", types.together(a.type, b.type, "+"))
        kind = types.arithmetic(sign, a.type, b.type)
        if kind.kind != "decimal":
            return Value(f"({a.sql} {sign} {b.sql})", kind)
        left, right = exact(a, b)
        return Value(f"CAST({left} {sign} {right} AS {types.duckdb(kind)})", kind)

    def of_SearchedCaseExpression(self, node):
        branches = [(self.condition(one.WhenExpression), self.value(one.ThenExpression)) for one in node.WhenClauses]
        return self.chosen(node, "CASE", branches)

    def of_SimpleCaseExpression(self, node):
        asked = self.value(node.InputExpression)
        branches = []
        for one in node.WhenClauses:
            when = self.value(one.WhenExpression)
            types.compared(asked.type, when.type, "CASE")
            branches.append((f"{asked.sql} = {when.sql}", self.value(one.ThenExpression)))
        return self.chosen(node, "CASE", branches)

    def chosen(self, node, start, branches):
        otherwise = self.value(node.ElseExpression) if node.ElseExpression else Value("NULL", NULL)
        kind = NULL
        for one in [value for _, value in branches] + [otherwise]:
            kind = types.together(kind, one.type, "CASE")
        if kind == NULL:
            raise Refused("CASE with nothing but NULL (error 8133)")
        whens = " ".join(f"WHEN {when} THEN {converted(value, kind)}" for when, value in branches)
        return Value(f"{start} {whens} ELSE {converted(otherwise, kind)} END", with_collation(node, kind))

    def of_IIfCall(self, node):
        branch = [(self.condition(node.Predicate), self.value(node.ThenExpression))]
        return self.chosen(node, "CASE", branch)

    def of_CoalesceExpression(self, node):
        return self.first_of(node, [self.value(one) for one in node.Expressions])

    def first_of(self, node, values):
        kind = NULL
        for one in values:
            kind = types.together(kind, one.type, "COALESCE")
        if kind == NULL:
            raise Refused("COALESCE with nothing but NULL (error 4127)")
        return Value(f"COALESCE({', '.join(converted(one, kind) for one in values)})", with_collation(node, kind))

    def of_NullIfExpression(self, node):
        a, b = self.value(node.FirstExpression), self.value(node.SecondExpression)
        types.compared(a.type, b.type, "NULLIF")
        return Value(f"NULLIF({a.sql}, {b.sql})", with_collation(node, a.type))

    def of_CastCall(self, node):
        return self.cast(node, tried=False)

    def of_TryCastCall(self, node):
        return self.cast(node, tried=True)

    def of_ConvertCall(self, node):
        return self.cast(node, tried=False)

    def of_TryConvertCall(self, node):
        return self.cast(node, tried=True)

    def cast(self, node, tried):
        to = data_type(node.DataType)
        one = self.value(node.Parameter)
        style = int(node.Style.Value) if node.Style else None
        sql = casting(one, to, style, "TRY_CAST" if tried else "CAST")
        if to.kind == "text":
            collation = one.type.collation if one.type.kind == "text" else "literal"
            to = Type("text", collation="binary" if collated(node) else collation)
        return Value(sql, to)

    def of_LeftFunctionCall(self, node):
        return self.known(node, "left")

    def of_RightFunctionCall(self, node):
        return self.known(node, "right")

    def of_FunctionCall(self, node):
        name = node.FunctionName.Value.lower()
        if node.CallTarget is not None:
            raise Refused(f"the scalar function {node.FunctionName.Value} would be called row by row")
        if name in functions.AGGREGATES or name in functions.RANKING or name in functions.OFFSETS:
            return self.over_rows(node, name)
        if node.OverClause is not None or node.UniqueRowFilter:
            raise Refused(f"{name} has no OVER and no DISTINCT")
        if name == "isnull":
            return self.first_of(node, [self.value(one) for one in node.Parameters])
        if name in ("dateadd", "datediff", "datepart"):
            unit = node.Parameters[0].MultiPartIdentifier.Identifiers[0].Value
            sql, kind = functions.date_part(name, [unit, *(self.value(one) for one in node.Parameters[1:])])
            return Value(sql, kind)
        return self.known(node, name)

    def known(self, node, name):
        if name not in functions.KNOWN:
            raise Refused(f"the function {name} is not used here: {functions.REASONS.get(name, 'unknown')}")
        count, made = functions.KNOWN[name]
        given = [self.value(one) for one in node.Parameters]
        if count is not None and len(given) != count:
            raise Refused(f"{name} takes {count} arguments, not {len(given)} (error 174)")
        sql, kind = made(name, given)
        return Value(sql, with_collation(node, kind))

    def over_rows(self, node, name):
        star = [one for one in node.Parameters if one.kind == "ColumnReferenceExpression" and not one.MultiPartIdentifier]
        given = [self.value(one) for one in node.Parameters if one not in star]
        if name in functions.AGGREGATES:
            sql, kind = functions.aggregate(name, given[0] if given else None, node.UniqueRowFilter == 2)
        elif name in functions.RANKING:
            sql, kind = f"{name.upper()}()", types.BIGINT
        else:
            sql, kind = f"{name.upper()}({', '.join(one.sql for one in given)})", given[0].type
        if node.OverClause is not None:
            sql = f"{sql} OVER ({self.window(node.OverClause)})"
        # SUM of whole numbers is a whole number of the same size, and so is COUNT: too large is an error there too.
        return Value(f"CAST({sql} AS {types.duckdb(kind)})", with_collation(node, kind))

    def window(self, over) -> str:
        parts = []
        if over.Partitions:
            inside = [self.value(one) for one in over.Partitions]
            for one in inside:
                types.distinguished(one.type, "PARTITION BY")
            parts.append("PARTITION BY " + ", ".join(one.sql for one in inside))
        if over.OrderByClause:
            parts.append("ORDER BY " + self.order(over.OrderByClause.OrderByElements))
        frame = over.WindowFrameClause
        if frame:
            words = ["UNBOUNDED PRECEDING", "{} PRECEDING", "CURRENT ROW", "{} FOLLOWING", "UNBOUNDED FOLLOWING"]
            ends = [
                words[one.WindowDelimiterType].format(one.OffsetValue.Value if one.OffsetValue else "")
                for one in (frame.Top, frame.Bottom)
                if one
            ]
            if frame.WindowFrameType != 0 or len(ends) != 2:
                raise Refused("a window frame other than ROWS BETWEEN … AND …")
            parts.append(f"ROWS BETWEEN {ends[0]} AND {ends[1]}")
        return " ".join(parts)

    def order(self, elements) -> str:
        """NULL comes first in SQL Server, and last when descending."""
        parts = []
        for one in elements:
            value = self.value(one.Expression)
            types.distinguished(value.type, "ORDER BY")
            parts.append(f"{value.sql} " + ("DESC NULLS LAST" if one.SortOrder == 2 else "ASC NULLS FIRST"))
        return ", ".join(parts)

    def of_ScalarSubquery(self, node):
        query = self.queries.query(node.QueryExpression, self.scope, named=False)
        if len(query.columns) != 1:
            raise Refused("a query of several columns as a value (error 116)")
        return Value(f"({query.sql})", with_collation(node, next(iter(query.columns.values()))))

    # Conditions

    def if_BooleanComparisonExpression(self, node):
        a, b = self.value(node.FirstExpression), self.value(node.SecondExpression)
        sign = COMPARISONS.get(node.ComparisonType)
        if sign is None:
            raise Refused("an unusual comparison")
        types.compared(a.type, b.type, sign)
        a, b = (one if one.type.kind != "bit" else Value(f"CAST({one.sql} AS INTEGER)", INT) for one in (a, b))
        if a.type.kind == "text":
            # SQL Server compares without trailing blanks.
            a, b = (Value(f"RTRIM({one.sql}, ' ')", one.type) for one in (a, b))
        return f"{a.sql} {sign} {b.sql}"

    def if_BooleanBinaryExpression(self, node):
        word = "AND" if node.BinaryExpressionType == 0 else "OR"
        return f"({self.condition(node.FirstExpression)} {word} {self.condition(node.SecondExpression)})"

    def if_BooleanParenthesisExpression(self, node):
        return f"({self.condition(node.Expression)})"

    def if_BooleanNotExpression(self, node):
        return f"(NOT {self.condition(node.Expression)})"

    def if_BooleanIsNullExpression(self, node):
        return f"({self.value(node.Expression).sql} IS {'NOT ' if node.IsNot else ''}NULL)"

    def if_BooleanTernaryExpression(self, node):
        value, low, high = map(self.value, (node.FirstExpression, node.SecondExpression, node.ThirdExpression))
        types.compared(value.type, low.type, "BETWEEN")
        types.compared(value.type, high.type, "BETWEEN")
        word = "BETWEEN" if node.TernaryExpressionType == 0 else "NOT BETWEEN"
        return f"({value.sql} {word} {low.sql} AND {high.sql})"

    def if_InPredicate(self, node):
        value = self.value(node.Expression)
        word = "NOT IN" if node.NotDefined else "IN"
        if node.Subquery is not None:
            query = self.queries.query(node.Subquery.QueryExpression, self.scope, named=False)
            if len(query.columns) != 1:
                raise Refused("IN a query of several columns (error 116)")
            types.compared(value.type, next(iter(query.columns.values())), "IN")
            return f"({value.sql} {word} ({query.sql}))"
        among = [self.value(one) for one in node.Values]
        for one in among:
            types.compared(value.type, one.type, "IN")
        return f"({value.sql} {word} ({', '.join(one.sql for one in among)}))"

    def if_ExistsPredicate(self, node):
        return f"EXISTS ({self.queries.query(node.Subquery.QueryExpression, self.scope, exists=True).sql})"

    def if_LikePredicate(self, node):
        value = self.value(node.FirstExpression)
        types.compared(value.type, self.value(node.SecondExpression).type, "LIKE")
        if node.SecondExpression.kind != "StringLiteral" or node.EscapeExpression is not None:
            raise Refused("LIKE takes a literal pattern without ESCAPE here")
        found = f"REGEXP_FULL_MATCH({value.sql}, {literal(pattern(node.SecondExpression.Value))}, 's')"
        return f"(NOT {found})" if node.NotDefined else found


def pattern(like: str) -> str:
    """A pattern of LIKE as a regular expression; `[…]` is one letter among those between."""
    made, place = "", 0
    while place < len(like):
        letter = like[place]
        if letter == "[":
            end = like.index("]", place + 2)
            made += "[" + like[place + 1 : end].replace("\\", "\\\\").replace("[", "\\[") + "]"
            place = end
        elif letter in "%_":
            made += ".*" if letter == "%" else "."
        else:
            made += letter if letter.isalnum() else "\\" + letter if letter.isascii() else letter
        place += 1
    return made


def whole_dividend(node):
    """A of (A - A % D) / D."""
    first = node.FirstExpression
    while first.kind == "ParenthesisExpression":
        first = first.Expression
    if first.kind != "BinaryExpression" or SIGNS.get(first.BinaryExpressionType) != "-":
        return None
    rest = first.SecondExpression
    while rest.kind == "ParenthesisExpression":
        rest = rest.Expression
    if rest.kind != "BinaryExpression" or SIGNS.get(rest.BinaryExpressionType) != "%":
        return None
    same = first.FirstExpression.same(rest.FirstExpression) and rest.SecondExpression.same(node.SecondExpression)
    return first.FirstExpression if same else None


def exact(a: Value, b: Value) -> list:
    """Operands so that DuckDB computes in whole numbers or in decimals, never in floating point."""
    if not any(one.type.kind == "decimal" and one.type.scale for one in (a, b)):
        return [f"CAST({one.sql} AS HUGEINT)" for one in (a, b)]
    kinds = [types.as_decimal(one.type) if one.type != NULL else None for one in (a, b)]
    return [
        f"CAST({one.sql} AS DECIMAL({kind.precision}, {kind.scale}))" if kind else one.sql
        for one, kind in zip((a, b), kinds, strict=True)
    ]


def collated(node) -> bool:
    if node.Collation is None:
        return False
    if node.Collation.Value != BINARY:
        raise Refused(f"COLLATE {node.Collation.Value}; here texts compare by {BINARY}")
    return True


def with_collation(node, kind: Type) -> Type:
    if not collated(node):
        return kind
    if kind.kind not in ("text", "null"):
        raise Refused(f"COLLATE of {kind} (error 447)")
    return types.BINARY_TEXT


def data_type(node: Node, collation: str = "") -> Type:
    return types.named(qualified(node.Name), [one.Value for one in node.Parameters or []], collation)


def casting(one: Value, to: Type, style, word: str) -> str:
    """CAST and CONVERT in DuckDB's words."""
    given, target = one.type, types.duckdb(to)
    if to == VARIANT:
        return one.sql
    if given.kind in ("variant", "text") and to.kind == "date" and style not in (None, 23, 120, 121, 126):
        raise Refused(f"CONVERT to date by style {style}")
    if given.kind == "variant":
        return f"{word}(CAST({one.sql} AS VARCHAR) AS {target})"
    if to.kind == "text":
        if given.kind in ("date", "datetime") and style != 23:
            raise Refused("a day as text depends on settings; CONVERT with style 23")
        if given.kind == "float":
            raise Refused("floating point as text loses digits; CAST to decimal first")
        return functions.as_text(one) if given.kind == "bit" else f"CAST({one.sql} AS VARCHAR)"
    if to.kind in ("int", "bigint") and given.kind == "decimal" and given.scale and not given.whole:
        raise Refused(f"CAST of {given} to {to} cuts decimals off; CAST to decimal(n,0) first")
    if to == DATE and given.kind in ("int", "bigint", "decimal"):
        raise Refused(f"CAST of {given} to date (error 529)")
    if given.kind == "date" and to.kind in ("int", "bigint", "decimal"):
        raise Refused(f"CAST of date to {to} (error 529)")
    return f"{word}({one.sql} AS {target})"
