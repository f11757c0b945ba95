"""Statements of T-SQL run in DuckDB, one session after the other.

In: batches as ScriptDom's trees. Out: rows of queries, or why a statement is refused. A session begins with an empty
database. What DuckDB has not (extended properties, security policies, settings) is checked elsewhere and passed over.
"""

from dataclasses import dataclass, field

from . import types
from .expressions import Expressions, Value, converted, data_type, literal, quoted
from .queries import Queries, Scope
from .syntax import Node, qualified
from .types import NULL, Refused

# Statements without meaning for the rows.
PASSED_OVER = {"PredicateSetStatement", "BeginTransactionStatement", "CommitTransactionStatement", "PrintStatement",
               "GrantStatement", "RevokeStatement", "DenyStatement", "CreateRoleStatement", "AlterRoleStatement",
               "SetTransactionIsolationLevelStatement",
               "AlterSecurityPolicyStatement", "DeclareVariableStatement"}
SCHEMA_BINDING = 1
PROPERTIES = {"sp_addextendedproperty", "sp_updateextendedproperty", "sp_dropextendedproperty"}
PLAIN = ("SelectStatement", "InsertStatement", "DropTableStatement")


@dataclass(frozen=True)
class Function:
    parameters: list
    columns: dict


@dataclass
class Result:
    columns: list
    rows: list


@dataclass
class Session:
    """What has been made so far, and the database that holds it."""

    database: object
    # Cells of results as text with all their digits, not as Python's values.
    exact_cells: bool = True
    relations: dict = field(default_factory=dict)
    kinds: dict = field(default_factory=dict)
    functions: dict = field(default_factory=dict)
    schemas: set = field(default_factory=lambda: {"dbo"})
    variables: dict = field(default_factory=dict)
    # How many views stand on each other, by view.
    depths: dict = field(default_factory=dict)
    # The tables and functions that a security policy, or a function bound to the schema, holds on to.
    held: dict = field(default_factory=dict)
    # What has a description: an object, or an object and a column.
    described: set = field(default_factory=set)

    def relation(self, name: str, line: int) -> dict:
        if name not in self.relations:
            raise Refused(f"{name} does not exist (error 208)", line)
        return self.relations[name]

    def function(self, name: str, line: int) -> Function:
        if name not in self.functions:
            raise Refused(f"the function {name} does not exist (error 208)", line)
        return self.functions[name]

    def run(self, node: Node):
        """Runs a statement; the rows when it is a query."""
        made = getattr(self, "run_" + node.kind, None)
        if node.kind in PASSED_OVER:
            return None
        if made is None:
            raise Refused(f"{node.kind} is not used here", node.line)
        return made(node)

    def do(self, sql: str):
        try:
            return self.database.execute(sql)
        except Exception as error:  # DuckDB's own classes of errors do not share more than this
            raise Refused(f"DuckDB: {error}\n{sql[:2000]}") from None

    # Queries

    def run_SelectStatement(self, node):
        query = Queries(self).select(node)
        if node.Into is not None:
            name = qualified(node.Into)
            self.new(name, node.line)
            self.do(f"CREATE TABLE {self.written(node.Into)} AS {query.sql}")
            self.relations[name], self.kinds[name] = query.columns, "table"
            return None
        found = self.do(query.sql)
        rows = [[shown(cell) if self.exact_cells else cell for cell in row] for row in found.fetchall()]
        return Result(list(query.columns), rows)

    def run_CreateOrAlterViewStatement(self, node):
        name = qualified(node.SchemaObjectName)
        if self.kinds.get(name, "view") != "view":
            raise Refused(f"{name} is a table", node.line)
        self.view(node, name)

    def run_CreateViewStatement(self, node):
        name = qualified(node.SchemaObjectName)
        self.new(name, node.line)
        self.view(node, name)

    def view(self, node, name):
        self.in_schema(name, node.line)
        if node.SelectStatement.QueryExpression.OrderByClause is not None:
            raise Refused("ORDER BY in a view (error 1033)", node.line)
        query = Queries(self).select(node.SelectStatement)
        read = [qualified(one.SchemaObject) for one in node.all("NamedTableReference")]
        self.depths[name] = 1 + max([self.depths.get(one, 0) for one in read], default=0)
        if self.depths[name] > 32:
            raise Refused(f"{name} stands on more than 32 views (error 217)", node.line)
        for column, kind in query.columns.items():
            if kind.kind == "text" and kind.collation != "binary":
                raise Refused(f"the column {column} of {name} compares by the database's collation", node.line)
        self.do(f"CREATE OR REPLACE VIEW {self.written(node.SchemaObjectName)} AS {query.sql}")
        self.relations[name], self.kinds[name] = query.columns, "view"

    def run_CreateFunctionStatement(self, node):
        self.new(qualified(node.Name), node.line)
        self.run_CreateOrAlterFunctionStatement(node)

    def run_CreateOrAlterFunctionStatement(self, node):
        name = qualified(node.Name)
        self.in_schema(name, node.line)
        self.not_held(name, node.line)
        if any(one.OptionKind == SCHEMA_BINDING for one in node.Options or []):
            self.held[name] = {qualified(one.SchemaObject) for one in node.all("NamedTableReference")}
        if node.ReturnType.kind != "SelectFunctionReturnType":
            raise Refused("a function that is not inline is called row by row", node.line)
        parameters, variables = [], {}
        for one in node.Parameters:
            kind = data_type(one.DataType)
            parameters.append(kind)
            parameter = "p_" + one.VariableName.Value.lstrip("@").lower()
            sql = parameter if kind.kind in ("variant", "text") else f"CAST({parameter} AS {types.duckdb(kind)})"
            variables[one.VariableName.Value.lower()] = (sql, kind)
        names = ["p_" + one.VariableName.Value.lstrip("@").lower() for one in node.Parameters]
        query = Queries(self).select(node.ReturnType.SelectStatement, Scope(None, variables))
        self.do(f"CREATE OR REPLACE MACRO {self.written(node.Name)}({', '.join(names)}) AS TABLE {query.sql}")
        self.functions[name] = Function(parameters, query.columns)
        self.kinds[name] = "function"

    # Tables

    def run_CreateTableStatement(self, node):
        name = qualified(node.SchemaObjectName)
        self.new(name, node.line)
        columns = {}
        for one in node.Definition.ColumnDefinitions:
            if one.DataType is None:
                raise Refused("a computed column is not used here", one.line)
            collation = one.Collation.Value if one.Collation else ""
            columns[one.ColumnIdentifier.Value.lower()] = types.column(data_type(one.DataType, collation))
        listed = ", ".join(f"{quoted(column)} {types.duckdb(kind)}" for column, kind in columns.items())
        self.do(f"CREATE TABLE {self.written(node.SchemaObjectName)} ({listed})")
        self.relations[name], self.kinds[name] = columns, "table"

    def run_InsertStatement(self, node):
        given = node.InsertSpecification
        name = qualified(given.Target.SchemaObject)
        columns = self.relation(name, node.line)
        wanted = [one.MultiPartIdentifier.Identifiers[-1].Value.lower() for one in given.Columns or []] or list(columns)
        unknown = [one for one in wanted if one not in columns]
        if unknown:
            raise Refused(f"{name} has no column {unknown[0]} (error 207)", node.line)
        target = f"INSERT INTO {self.written(given.Target.SchemaObject)} ({', '.join(map(quoted, wanted))})"
        if given.InsertSource.kind == "ValuesInsertSource":
            rows = self.rows(given.InsertSource, [columns[one] for one in wanted])
            self.do(f"{target} VALUES {rows}")
        elif given.InsertSource.kind == "SelectInsertSource":
            holder = Node({"$type": "x.SelectStatement"})
            holder.parts = {"QueryExpression": given.InsertSource.Select,
                            "WithCtesAndXmlNamespaces": node.WithCtesAndXmlNamespaces}
            query = Queries(self).select(holder)
            if len(query.columns) != len(wanted):
                raise Refused(f"{len(query.columns)} columns for {len(wanted)} (error 120)", node.line)
            for kind, to in zip(query.columns.values(), wanted, strict=True):
                assignable(kind, columns[to], to)
            self.do(f"{target} {query.sql}")
        else:
            raise Refused(f"{given.InsertSource.kind} is not used here", node.line)

    def rows(self, source, kinds) -> str:
        if len(source.RowValues) > 1000:
            raise Refused(f"{len(source.RowValues)} rows in one INSERT; 1000 are the most (error 10738)", source.line)
        inside = Expressions(Scope(None, self.variables), Queries(self))
        written = []
        for row in source.RowValues:
            if len(row.ColumnValues) != len(kinds):
                raise Refused(f"{len(row.ColumnValues)} values for {len(kinds)} columns (error 213)", row.line)
            cells = []
            for one, kind in zip(row.ColumnValues, kinds, strict=True):
                value = inside.value(one)
                assignable(value.type, kind, "VALUES")
                cells.append(converted(value, kind) if value.type != NULL else "NULL")
            written.append(f"({', '.join(cells)})")
        return ", ".join(written)

    def run_UpdateStatement(self, node):
        given = node.UpdateSpecification
        if given.FromClause is not None and given.FromClause.TableReferences[0].kind != "NamedTableReference":
            return self.joined_update(given)
        name = qualified(given.Target.SchemaObject)
        scope = Scope(None, self.variables)
        scope.add(name.rsplit(".", 1)[-1], self.relation(name, node.line))
        inside = Expressions(scope, Queries(self))
        where = f" WHERE {inside.condition(given.WhereClause.SearchCondition)}" if given.WhereClause else ""
        self.do(f"UPDATE {self.written(given.Target.SchemaObject)} SET {self.set_clauses(given, inside, scope)}{where}")

    def joined_update(self, given):
        """UPDATE a SET … FROM t AS a JOIN … ON …: the first relation is the one that is changed."""
        join = given.FromClause.TableReferences[0]
        if join.kind != "QualifiedJoin" or join.FirstTableReference.kind != "NamedTableReference":
            raise Refused("UPDATE … FROM t AS a JOIN b ON … is the only form used here", given.line)
        changed = join.FirstTableReference
        scope = Scope(None, self.variables)
        queries = Queries(self)
        queries.source(changed, scope)
        if qualified(given.Target.SchemaObject) != changed.Alias.Value.lower():
            raise Refused("UPDATE names the alias of the first relation", given.line)
        second = queries.source(join.SecondTableReference, scope)
        inside = Expressions(scope, queries)
        tests = [inside.condition(join.SearchCondition)]
        if given.WhereClause:
            tests.append(inside.condition(given.WhereClause.SearchCondition))
        target = f"{self.written(changed.SchemaObject)} AS {quoted(changed.Alias.Value.lower())}"
        self.do(f"UPDATE {target} SET {self.set_clauses(given, inside, scope)} FROM {second} WHERE {' AND '.join(tests)}")

    def set_clauses(self, given, inside, scope) -> str:
        parts = []
        for one in given.SetClauses:
            name = one.Column.MultiPartIdentifier.Identifiers[-1].Value
            columns = next(iter(scope.relations.values()))
            if name.lower() not in columns:
                raise Refused(f"the column {name} is unknown (error 207)", one.line)
            value = inside.value(one.NewValue)
            assignable(value.type, columns[name.lower()], name)
            parts.append(f"{quoted(name.lower())} = {converted(value, columns[name.lower()])}")
        return ", ".join(parts)

    def run_DeleteStatement(self, node):
        given = node.DeleteSpecification
        name = qualified(given.Target.SchemaObject)
        scope = Scope(None, self.variables)
        scope.add(name.rsplit(".", 1)[-1], self.relation(name, node.line))
        where = ""
        if given.WhereClause:
            where = f" WHERE {Expressions(scope, Queries(self)).condition(given.WhereClause.SearchCondition)}"
        self.do(f"DELETE FROM {self.written(given.Target.SchemaObject)}{where}")

    # Objects

    def run_CreateSecurityPolicyStatement(self, node):
        name = qualified(node.Name)
        self.new(name, node.line)
        self.kinds[name] = "policy"
        self.held[name] = set()
        for one in node.SecurityPredicateActions:
            called = one.FunctionCall
            schema = ".".join(part.Value for part in called.CallTarget.MultiPartIdentifier.Identifiers).lower()
            table, function = qualified(one.TargetObjectName), f"{schema}.{called.FunctionName.Value.lower()}"
            for column in called.Parameters:
                if column.MultiPartIdentifier.Identifiers[-1].Value.lower() not in self.relation(table, node.line):
                    raise Refused(f"{table} has no such column (error 207)", node.line)
            if len(called.Parameters) != len(self.function(function, node.line).parameters):
                raise Refused(f"{function} takes another number of columns (error 313)", node.line)
            self.held[name] |= {table, function}

    def run_DropSecurityPolicyStatement(self, node):
        for one in node.Objects:
            self.kinds.pop(qualified(one), None)
            self.held.pop(qualified(one), None)

    def not_held(self, name, line):
        """Refused while something is bound to the object."""
        for holder, held in self.held.items():
            if name in held:
                raise Refused(f"{name} is referenced by {holder} (error 3729)", line)

    def run_DropTableStatement(self, node):
        self.drop(node, "table")

    def run_DropViewStatement(self, node):
        self.drop(node, "view")

    def run_DropFunctionStatement(self, node):
        self.drop(node, "function")

    def drop(self, node, kind):
        for one in node.Objects:
            name = qualified(one)
            found = self.kinds.get(name)
            if found is None and node.IsIfExists:
                continue
            if found != kind:
                raise Refused(f"{name} is no {kind} (error 3701)", node.line)
            self.not_held(name, node.line)
            self.held.pop(name, None)
            word = "MACRO TABLE" if kind == "function" else kind.upper()
            self.do(f"DROP {word} {self.written(one)}")
            del self.kinds[name]
            self.described = {one for one in self.described if one[0] != name}
            (self.functions if kind == "function" else self.relations).pop(name)
            self.depths.pop(name, None)

    def run_CreateSchemaStatement(self, node):
        self.schemas.add(node.Name.Value.lower())
        self.do(f"CREATE SCHEMA {quoted(node.Name.Value.lower())}")

    def run_DropSchemaStatement(self, node):
        name = node.Schema.Identifiers[-1].Value.lower()
        if name not in self.schemas:
            if node.IsIfExists:
                return
            raise Refused(f"the schema {name} does not exist", node.line)
        if any(one.split(".")[0] == name for one in self.kinds):
            raise Refused(f"the schema {name} is not empty (error 3729)", node.line)
        self.schemas.remove(name)
        self.do(f"DROP SCHEMA {quoted(name)}")

    def run_WhileStatement(self, node):
        """The one loop here takes all objects out of a schema; it is known by the schema that it names."""
        reads = [qualified(one.SchemaObject) for one in node.all("NamedTableReference")]
        named = [one.Value.lower() for one in node.all("StringLiteral") if one.Value.lower() in self.schemas]
        if "sys.objects" not in reads or len(set(named)) > 1:
            raise Refused("a loop that does not empty a schema", node.line)
        # The youngest first.
        for name in [one for one in reversed(self.kinds) if one.split(".")[0] in named]:
            self.not_held(name, node.line)
            self.held.pop(name, None)
            word = {"table": "TABLE", "view": "VIEW", "function": "MACRO TABLE"}[self.kinds.pop(name)]
            (self.functions if word == "MACRO TABLE" else self.relations).pop(name)
            self.depths.pop(name, None)
            self.do(f"DROP {word} {'.'.join(map(quoted, name.split('.', 1)))}")

    def run_ExecuteStatement(self, node):
        called = node.ExecuteSpecification.ExecutableEntity
        if called.kind == "ExecutableStringList":
            for statement in self.inner("".join(one.Value for one in called.Strings), node.line):
                self.run(statement)
            return
        name = called.ProcedureReference.ProcedureReference.Name.Identifiers[-1].Value.lower()
        if name in PROPERTIES:
            return self.describe(name, called)
        if name == "sp_set_session_context":
            key, value = (one.ParameterValue for one in called.Parameters[:2])
            self.do(f"SET VARIABLE {key.Value} = {'NULL' if value.kind == 'NullLiteral' else literal(value.Value)}")
            return
        raise Refused(f"the procedure {name} is not used here", node.line)

    def describe(self, procedure, called):
        """Adds a property that is not there, or changes one that is."""
        given = {one.Variable.Name.lower(): one.ParameterValue.Value for one in called.Parameters}
        name = f"{given['@level0name']}.{given['@level1name']}".lower()
        column = given.get("@level2name", "").lower()
        if self.kinds.get(name) != given["@level1type"].lower() or column and column not in self.relations[name]:
            raise Refused(f"{name} {column} is not there (error 15135)", called.line)
        if ((name, column) in self.described) != (procedure == "sp_updateextendedproperty"):
            raise Refused(f"{procedure} of {name} {column} (errors 15217, 15233)", called.line)
        self.described.add((name, column))

    def run_IfStatement(self, node):
        branches = [node.ThenStatement, node.ElseStatement]
        taken = branches[0 if self.holds(node.Predicate) else 1]
        for one in branches:
            if one is taken and one is not None:
                self.run(one)
            elif one is not None and one.kind == "ExecuteStatement":
                called = one.ExecuteSpecification.ExecutableEntity
                if called.kind == "ExecutableStringList":
                    self.inner("".join(part.Value for part in called.Strings), one.line)

    def run_BeginEndBlockStatement(self, node):
        for one in node.StatementList.Statements:
            self.run(one)

    def holds(self, node) -> bool:
        """`SCHEMA_ID(N'…') IS NULL`, `OBJECT_ID(N'…') IS NULL`, and their contraries; roles are never there."""
        if node.kind == "ExistsPredicate":
            return self.is_described(node)
        called = node.Expression if node.kind == "BooleanIsNullExpression" else None
        name = called.FunctionName.Value.lower() if called is not None and called.kind == "FunctionCall" else ""
        if name == "database_principal_id":
            return not node.IsNot
        if name not in ("schema_id", "object_id"):
            raise Refused("IF asks only for schemas and objects here", node.line)
        asked = called.Parameters[0].Value.lower().replace("[", "").replace("]", "")
        exists = asked in (self.schemas if name == "schema_id" else self.kinds)
        return exists == bool(node.IsNot)

    def is_described(self, node) -> bool:
        """`EXISTS (SELECT … FROM sys.extended_properties …)`, which names the object and maybe a column."""
        if [qualified(one.SchemaObject) for one in node.all("NamedTableReference")] != ["sys.extended_properties"]:
            raise Refused("IF EXISTS asks only for properties here", node.line)
        called = {one.FunctionName.Value.lower(): one for one in node.all("FunctionCall")}
        name = called["object_id"].Parameters[0].Value.lower().replace("[", "").replace("]", "")
        of_column = called.get("columnproperty")
        return (name, of_column.Parameters[1].Value.lower() if of_column else "") in self.described

    def inner(self, text: str, line: int):
        errors, tree = self.parser.parse(text)
        if errors:
            raise Refused(f"in EXEC: {errors[0][1]}", line)
        return [statement for batch in tree.Batches for statement in batch.Statements]

    parser = None

    def new(self, name: str, line: int) -> None:
        self.in_schema(name, line)
        if name in self.kinds:
            raise Refused(f"there is already an object {name} (error 2714)", line)

    def in_schema(self, name: str, line: int) -> None:
        if "." in name and name.split(".")[0] not in self.schemas:
            raise Refused(f"the schema {name.split('.')[0]} does not exist (error 2760)", line)

    def written(self, name: Node) -> str:
        return ".".join(quoted(part.Value.lower()) for part in name.Identifiers)


def assignable(kind, to, what) -> None:
    """Refused unless a value can be kept in a column without being changed silently."""
    if kind == NULL or kind.kind == to.kind == "text":
        return
    if kind.kind in types.NUMBERS and to.kind in types.NUMBERS:
        if to.kind in ("int", "bigint", "bit") and kind.kind == "decimal" and kind.scale:
            raise Refused(f"{what}: {kind} in {to} cuts decimals off")
        return
    if kind.kind == "text" and to.kind in ("date", "datetime") and kind.collation == "literal":
        return
    if kind.kind != to.kind:
        raise Refused(f"{what}: {kind} in a column of {to}; CAST it")


def shown(cell):
    """A cell as text with all its digits; None for NULL."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "1" if cell else "0"
    return format(cell, "f") if type(cell).__name__ == "Decimal" else str(cell)


__all__ = ["Result", "Session", "Value"]
