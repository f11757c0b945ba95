"""Queries of T-SQL: which columns they give, and the same in DuckDB.

In: ScriptDom's query expressions and the catalog of what has been made. Out: `Query`s. Refused, besides what the types
refuse: columns without a name or with one that another has, ordinals, ORDER BY where rows have no order, aggregates and
windows where SQL Server has none.
"""

from dataclasses import dataclass

from . import functions, types
from .expressions import Expressions, Value, converted, quoted
from .syntax import Node, qualified
from .types import INT, NULL, Refused, Type


@dataclass(frozen=True)
class Query:
    sql: str
    # The columns by their names in small letters, as names are found without regard to letter case.
    columns: dict


class Scope:
    """The columns in sight: the relations of a query, and around it those of the queries that it stands in."""

    def __init__(self, around=None, variables=None):
        self.around = around
        self.relations: dict[str, dict[str, Type]] = {}
        self.variables = variables if variables is not None else (around.variables if around else {})

    def add(self, name: str, columns: dict) -> None:
        if name.lower() in self.relations:
            raise Refused(f"two relations are called {name} (error 1011)")
        self.relations[name.lower()] = columns

    def column(self, parts: list):
        name = parts[-1].lower()
        if len(parts) > 2:
            raise Refused(f"{'.'.join(parts)}: give the relation a name, and use that")
        if len(parts) == 2:
            columns = self.relations.get(parts[0].lower())
            if columns is not None and name in columns:
                return f"{quoted(parts[0].lower())}.{quoted(name)}", columns[name]
        else:
            found = [relation for relation, columns in self.relations.items() if name in columns]
            if len(found) > 1:
                raise Refused(f"the column {parts[0]} is ambiguous (error 209)")
            if found:
                return f"{quoted(found[0])}.{quoted(name)}", self.relations[found[0]][name]
        if self.around is None:
            raise Refused(f"the column {'.'.join(parts)} is unknown (error 207)")
        return self.around.column(parts)

    def variable(self, name: str):
        if name.lower() not in self.variables:
            raise Refused(f"{name} is not declared (error 137)")
        return self.variables[name.lower()]


class Queries:
    """Translates queries over a catalog: `relations` gives columns by `schema.object`, `functions` tables by parameters."""

    def __init__(self, catalog, common=None):
        self.catalog = catalog
        # Common table expressions in sight.
        self.common: dict[str, dict] = dict(common or {})

    def select(self, node: Node, scope=None) -> Query:
        """A whole SELECT with its common table expressions."""
        inner = Queries(self.catalog, self.common)
        written = []
        if node.WithCtesAndXmlNamespaces is not None:
            for one in node.WithCtesAndXmlNamespaces.CommonTableExpressions:
                name = one.ExpressionName.Value.lower()
                made = inner.query(one.QueryExpression, scope)
                columns = renamed(made.columns, one.Columns, one)
                if name in [before for before, _ in written]:
                    raise Refused(f"two common table expressions are called {name} (error 239)", one.line)
                inner.common[name] = columns
                listed = f" ({', '.join(map(quoted, columns))})"
                written.append((name, f"{quoted(name)}{listed} AS ({made.sql})"))
        made = inner.query(node.QueryExpression, scope, outermost=True)
        prefix = f"WITH {', '.join(text for _, text in written)} " if written else ""
        return Query(prefix + made.sql, made.columns)

    def query(self, node: Node, scope=None, outermost=False, exists=False, named=True) -> Query:
        """`named`: the columns get their names here, and not from the first query of a union."""
        if node.kind == "QueryParenthesisExpression":
            inner = self.query(node.QueryExpression, scope, named=named)
            return Query(f"({inner.sql})", inner.columns)
        if node.OrderByClause is not None and not outermost and not node.OffsetClause and not node.TopRowFilter:
            raise Refused("ORDER BY where rows have no order (error 1033)", node.OrderByClause.line)
        if node.kind == "BinaryQueryExpression":
            return self.of_two(node, scope, named)
        return self.specified(node, scope, exists, named)

    def of_two(self, node: Node, scope, named: bool) -> Query:
        first = self.query(node.FirstQueryExpression, scope, named=named)
        second = self.query(node.SecondQueryExpression, scope, named=False)
        word = {0: "UNION", 1: "EXCEPT", 2: "INTERSECT"}[node.BinaryQueryExpressionType]
        if len(first.columns) != len(second.columns):
            raise Refused(f"{word} of {len(first.columns)} and {len(second.columns)} columns (error 205)", node.line)
        columns = {}
        for (name, a), b in zip(first.columns.items(), second.columns.values(), strict=True):
            columns[name] = types.together(a, b, f"{word}, column {name}")
            if not node.All:
                types.distinguished(columns[name], f"{word}, column {name}")
        sides = [cast_columns(one, columns) for one in (first, second)]
        # A long UNION ALL is one list, not a list in a list in a list.
        if not (node.All and is_union_all(node.FirstQueryExpression) and sides[0] == first.sql):
            sides[0] = f"({sides[0]})"
        sql = f"{sides[0]} {word}{' ALL' if node.All else ''} ({sides[1]})"
        if node.OrderByClause is not None:
            result = Scope(scope)
            result.add("resultat", columns)
            sql = f"SELECT * FROM ({sql}) AS resultat ORDER BY " + self.order(node, Expressions(result, self), columns)
        return Query(sql, columns)

    def specified(self, node: Node, around, exists: bool, named: bool) -> Query:
        scope = Scope(around, getattr(around, "variables", None) or self.catalog.variables)
        source = self.sources(node.FromClause, scope) if node.FromClause else ""
        inside = Expressions(scope, self)
        columns, selected = {}, []
        for one in node.SelectElements:
            for name, value in self.element(one, scope, inside):
                if exists:
                    selected.append(value.sql)
                    continue
                if not named and (not name or name.lower() in columns):
                    name = f"kolonne {len(columns) + 1}"
                if not name:
                    raise Refused("a column without a name", one.line)
                if name.lower() in columns:
                    raise Refused(f"two columns are called {name}", one.line)
                if value.type == NULL:
                    raise Refused(f"NULL as the column {name} is an int; CAST it", one.line)
                columns[name.lower()] = types.column(value.type)
                selected.append(f"{value.sql} AS {quoted(name.lower())}")
        distinct = node.UniqueRowFilter == 2
        if distinct:
            for name, kind in columns.items():
                types.distinguished(kind, f"DISTINCT, column {name}")
        parts = [f"SELECT {'DISTINCT ' if distinct else ''}{', '.join(selected)}"]
        if source:
            parts.append(f"FROM {source}")
        if node.WhereClause:
            refuse_inside(node.WhereClause, "WHERE")
            parts.append(f"WHERE {inside.condition(node.WhereClause.SearchCondition)}")
        if node.GroupByClause:
            parts.append(self.groups(node.GroupByClause, inside))
        if node.HavingClause:
            refuse_inside(node.HavingClause, "HAVING", aggregates=False)
            parts.append(f"HAVING {inside.condition(node.HavingClause.SearchCondition)}")
        sql = " ".join(parts)
        if node.OrderByClause:
            sql += " ORDER BY " + self.ordered(node, scope, inside, columns, distinct)
        return Query(sql + limit(node, inside), columns)

    def ordered(self, node, scope, inside, columns, distinct) -> str:
        """ORDER BY finds the columns of the result first, then those of the relations."""
        result = Scope(scope)
        result.relations = {"": columns}
        in_result = Expressions(result, self)
        parts = []
        for one in node.OrderByClause.OrderByElements:
            name = one.Expression
            simple = name.kind == "ColumnReferenceExpression" and len(name.MultiPartIdentifier.Identifiers) == 1
            if name.kind == "IntegerLiteral":
                raise Refused("ORDER BY an ordinal", one.line)
            if simple and name.MultiPartIdentifier.Identifiers[0].Value.lower() in columns:
                text = in_result.order([one]).replace('"".', "")
            elif distinct:
                raise Refused("ORDER BY what SELECT DISTINCT does not show (error 145)", one.line)
            else:
                text = inside.order([one])
            parts.append(text)
        return ", ".join(parts)

    def order(self, node, inside, columns) -> str:
        for one in node.OrderByClause.OrderByElements:
            if one.Expression.kind != "ColumnReferenceExpression":
                raise Refused("ORDER BY of a union takes columns of its result (error 104)", one.line)
        return inside.order(node.OrderByClause.OrderByElements)

    def element(self, node: Node, scope, inside):
        """(name, value) for each column that a select element stands for."""
        if node.kind == "SelectStarExpression":
            wanted = node.Qualifier.Identifiers[-1].Value.lower() if node.Qualifier else None
            if wanted is not None and wanted not in scope.relations:
                raise Refused(f"{wanted}.* of an unknown relation (error 107)", node.line)
            for relation, columns in scope.relations.items():
                if wanted in (None, relation):
                    for name, kind in columns.items():
                        yield name, Value(f"{quoted(relation)}.{quoted(name)}", kind)
            return
        if node.kind != "SelectScalarExpression":
            raise Refused(f"{node.kind} is not used here", node.line)
        name = node.ColumnName.Value if node.ColumnName else ""
        if not name and node.Expression.kind == "ColumnReferenceExpression":
            name = node.Expression.MultiPartIdentifier.Identifiers[-1].Value
        yield name, inside.value(node.Expression)

    def groups(self, clause: Node, inside) -> str:
        parts = []
        refuse_inside(clause, "GROUP BY")
        for one in clause.GroupingSpecifications:
            if one.kind != "ExpressionGroupingSpecification":
                raise Refused(f"{one.kind} is not used here", one.line)
            if not any(True for _ in one.all("ColumnReferenceExpression")):
                raise Refused("GROUP BY an ordinal or a constant (error 164)", one.line)
            if any(True for _ in one.all("ScalarSubquery")):
                raise Refused("GROUP BY a query (error 144)", one.line)
            value = inside.value(one.Expression)
            types.distinguished(value.type, "GROUP BY")
            parts.append(value.sql)
        return "GROUP BY " + ", ".join(parts)

    # Relations

    def sources(self, clause: Node, scope) -> str:
        return " CROSS JOIN ".join(self.source(one, scope) for one in clause.TableReferences)

    def source(self, node: Node, scope) -> str:
        made = getattr(self, "from_" + node.kind, None)
        if made is None:
            raise Refused(f"{node.kind} is not used here", node.line)
        return made(node, scope)

    def from_NamedTableReference(self, node, scope):
        name = qualified(node.SchemaObject)
        alias = (node.Alias.Value if node.Alias else node.SchemaObject.Identifiers[-1].Value).lower()
        if name in self.common:
            columns, written = self.common[name], quoted(name)
        else:
            columns = self.catalog.relation(name, node.line)
            written = ".".join(quoted(part.Value.lower()) for part in node.SchemaObject.Identifiers)
        scope.add(alias, columns)
        return f"{written} AS {quoted(alias)}"

    def from_QueryDerivedTable(self, node, scope, around=None):
        made = self.query(node.QueryExpression, around or Scope(scope.around, scope.variables))
        columns = renamed(made.columns, node.Columns, node)
        scope.add(node.Alias.Value, columns)
        return f"({made.sql}) AS {quoted(node.Alias.Value.lower())} ({', '.join(map(quoted, columns))})"

    def from_InlineDerivedTable(self, node, scope, around=None):
        inside = Expressions(around or Scope(scope.around, scope.variables), self)
        rows = [[inside.value(one) for one in row.ColumnValues] for row in node.RowValues]
        kinds = [NULL] * len(rows[0])
        for row in rows:
            kinds = [types.together(kind, one.type, "VALUES") for kind, one in zip(kinds, row, strict=True)]
        names = [one.Value.lower() for one in node.Columns]
        columns = dict(zip(names, map(types.column, kinds), strict=True))
        written = ", ".join(
            "(" + ", ".join(converted(one, kind) for one, kind in zip(row, kinds, strict=True)) + ")" for row in rows
        )
        scope.add(node.Alias.Value, columns)
        return f"(VALUES {written}) AS {quoted(node.Alias.Value.lower())} ({', '.join(map(quoted, names))})"

    def from_SchemaObjectFunctionTableReference(self, node, scope, around=None):
        inside = Expressions(around or Scope(scope.around, scope.variables), self)
        name = qualified(node.SchemaObject)
        function = self.catalog.function(name, node.line)
        given = [inside.value(one) for one in node.Parameters]
        if len(given) != len(function.parameters):
            raise Refused(f"{name} takes {len(function.parameters)} arguments, not {len(given)}", node.line)
        alias = (node.Alias.Value if node.Alias else node.SchemaObject.Identifiers[-1].Value).lower()
        scope.add(alias, function.columns)
        arguments = []
        for one, kind in zip(given, function.parameters, strict=True):
            if kind.kind not in ("variant", one.type.kind) and one.type != NULL:
                types.together(one.type, kind, f"an argument of {name}")
            arguments.append(one.sql if kind.kind in ("variant", "text") else converted(one, kind))
        written = ".".join(quoted(part.Value.lower()) for part in node.SchemaObject.Identifiers)
        return f"{written}({', '.join(arguments)}) AS {quoted(alias)}"

    def from_QualifiedJoin(self, node, scope):
        word = {0: "JOIN", 1: "LEFT JOIN", 2: "RIGHT JOIN", 3: "FULL JOIN"}[node.QualifiedJoinType]
        first, second = self.source(node.FirstTableReference, scope), self.source(node.SecondTableReference, scope)
        refuse_inside(node.SearchCondition, "ON")
        return f"{first} {word} {second} ON {Expressions(scope, self).condition(node.SearchCondition)}"

    def from_UnqualifiedJoin(self, node, scope):
        first = self.source(node.FirstTableReference, scope)
        second = node.SecondTableReference
        if node.UnqualifiedJoinType == 0:
            return f"{first} CROSS JOIN {self.source(second, scope)}"
        # APPLY: the second relation sees the columns of the first.
        around = Scope(scope.around, scope.variables)
        around.relations = dict(scope.relations)
        if second.kind == "NamedTableReference":
            raise Refused("APPLY of a table is a join", node.line)
        text = getattr(self, "from_" + second.kind)(second, scope, Scope(around, scope.variables))
        if second.kind == "SchemaObjectFunctionTableReference":
            called, alias = text.rsplit(" AS ", 1)
            text = f"(SELECT * FROM {called}) AS {alias}"
        if node.UnqualifiedJoinType == 1:
            return f"{first} CROSS JOIN LATERAL {text}"
        return f"{first} LEFT JOIN LATERAL {text} ON TRUE"

    def from_JoinParenthesisTableReference(self, node, scope):
        return f"({self.source(node.Join, scope)})"


def renamed(columns: dict, names: list, node: Node) -> dict:
    if not names:
        return columns
    if len(names) != len(columns):
        raise Refused(f"{len(names)} names for {len(columns)} columns (error 8158)", node.line)
    return dict(zip([one.Value.lower() for one in names], columns.values(), strict=True))


def cast_columns(query: Query, columns: dict) -> str:
    """One side of a union with the types of the result, so that DuckDB has nothing to choose."""
    if [types.duckdb(kind) for kind in query.columns.values()] == [types.duckdb(kind) for kind in columns.values()]:
        return query.sql
    cast = [
        f"{converted(Value('del.' + quoted(name), kind), to)} AS {quoted(name)}"
        for (name, kind), to in zip(query.columns.items(), columns.values(), strict=True)
    ]
    return f"SELECT {', '.join(cast)} FROM ({query.sql}) AS del"


def is_union_all(node: Node) -> bool:
    return node.kind == "BinaryQueryExpression" and node.BinaryQueryExpressionType == 0 and bool(node.All)


def limit(node: Node, inside) -> str:
    if node.TopRowFilter:
        if node.TopRowFilter.Percent or node.TopRowFilter.WithTies:
            raise Refused("TOP with PERCENT or TIES", node.line)
        return f" LIMIT {inside.value(node.TopRowFilter.Expression).sql}"
    if node.OffsetClause:
        fetch = node.OffsetClause.FetchExpression
        count = f" LIMIT {inside.value(fetch).sql}" if fetch else ""
        return f"{count} OFFSET {inside.value(node.OffsetClause.OffsetExpression).sql}"
    return ""


def refuse_inside(node: Node, where: str, aggregates: bool = True) -> None:
    """Aggregates and windows of this query where there are none; queries inside have their own."""
    pending = [node]
    while pending:
        one = pending.pop()
        if one.kind == "FunctionCall":
            name = one.FunctionName.Value.lower()
            if one.OverClause is not None or name in functions.RANKING or name in functions.OFFSETS:
                raise Refused(f"a window in {where} (error 4108)", one.line)
            if aggregates and name in functions.AGGREGATES:
                raise Refused(f"an aggregate in {where} (error 147)", one.line)
        pending.extend(child for child in one.children() if child.kind != "ScalarSubquery")


__all__ = ["INT", "Queries", "Query", "Scope"]
