"""A request's statements in order: read, bound, then carried out by what stands behind."""

import os
import re

from sqlglot import exp

import binding
import whole_division
from lines import Refused


DROPPED = re.compile(
    r"BEGIN\s+EXECUTE IMMEDIATE 'DROP TABLE ([^']+)';\s+EXCEPTION\s+"
    r"WHEN OTHERS THEN IF SQLCODE <> -942 THEN RAISE; END IF;\s+END"
)


class Session:
    """`behind.run(text, statement)` carries out a statement and gives column names and rows of a query."""

    ready = {"process": os.getpid()}

    def __init__(self, dialect, functions, behind, schemas=(), rules=()):
        self.dialect = dialect
        self.functions = functions
        self.behind = behind
        self.rules = rules
        self.catalog = binding.Catalog(dialect, schemas)

    def execute(self, text):
        self.judge(text.strip().rstrip(";"))

    def query(self, text):
        return self.judge(text.strip().rstrip(";"))

    def stop(self):
        pass

    def judge(self, text):
        for rule in self.rules:
            problem = rule(text)
            if problem:
                raise Refused(problem)
        if self.dialect == "redshift" and self.behind.is_function(text):
            return self.redshift_function(text)
        inner = getattr(self.behind, "said_of_access", lambda _: None)(text)
        if inner is not None:
            return self.judge(inner) if inner else (None, None)
        dropped = DROPPED.fullmatch(text) if self.dialect == "oracle" else None
        if dropped:
            # A table is dropped when there is one: Oracle has no other words for it.
            text = f"DROP TABLE IF EXISTS {dropped.group(1)}"
        statement = binding.read(text, self.dialect)
        binding.check_functions(text, self.dialect, self.functions, self.catalog)
        for division in whole_division.other_divisions(statement, self.dialect):
            raise Refused(f"A division that need not be whole: {division.sql(self.dialect)[:80]}")
        columns = self.bound(statement)
        found = self.behind.run(text, statement.copy())
        self.made(statement, columns)
        return found

    def redshift_function(self, text):
        """Functions whose arguments are numbered are none that the parser reads."""
        schema, name = self.behind.make_function(text)
        table = exp.table_(exp.to_identifier(name), db=exp.to_identifier(schema.strip('"'), quoted='"' in schema))
        self.catalog.functions.add(self.catalog.key(table))

    def bound(self, statement):
        """The columns that a statement selects, when it selects any; all names in it are known."""
        query = statement if isinstance(statement, exp.Query) else statement.args.get("expression")
        columns = binding.bind(query, self.catalog) if isinstance(query, exp.Query) else None
        if isinstance(statement, exp.Create) and statement.kind in ("TABLE", "VIEW"):
            target = self.catalog.key(target_of(statement))
            self.known_schema(target[0])
            if target in self.catalog.tables and not statement.args.get("replace") and not statement.args.get("exists"):
                raise Refused(f"{'.'.join(target)} is there already")
            columns = self.named(statement, columns)
        if isinstance(statement, exp.Insert):
            self.insert_columns(statement)
        return columns

    def known_schema(self, schema):
        if schema and schema not in self.catalog.schemas and self.dialect != "oracle":
            raise Refused(f"Schema {schema} does not exist")

    def named(self, statement, selected):
        """The names that a table or view gets: those it says itself, else those of its query."""
        if not isinstance(statement.this, exp.Schema):
            return selected or []
        wanted = (exp.ColumnDef, exp.Identifier)
        said = [self.folded(one) for one in statement.this.expressions if isinstance(one, wanted)]
        if len(said) != len(set(said)):
            raise Refused("A column is named twice")
        if said and selected is not None and len(said) != len(selected):
            raise Refused(f"{len(said)} columns are named, {len(selected)} are selected")
        return said

    def folded(self, named):
        identifier = named.this if isinstance(named, exp.ColumnDef) else named
        return binding.normalize_identifiers(identifier.copy(), dialect=self.dialect).name

    def insert_columns(self, statement):
        table = statement.this.this if isinstance(statement.this, exp.Schema) else statement.this
        held = self.catalog.tables.get(self.catalog.key(table))
        if held is None:
            raise Refused(f"Unknown table {table.sql(self.dialect)}")
        if isinstance(statement.this, exp.Schema):
            for column in statement.this.expressions:
                if self.folded(column) not in held:
                    raise Refused(f"Unknown column {self.folded(column)}")

    def made(self, statement, columns):
        if isinstance(statement, exp.Create):
            if statement.kind == "SCHEMA":
                self.catalog.schemas.add(self.folded(statement.this.args["db"]))
            elif statement.kind == "FUNCTION":
                self.catalog.functions.add(self.catalog.key(statement.this.this))
            else:
                self.catalog.put(target_of(statement), columns)
        elif isinstance(statement, exp.Drop):
            for table in statement.args.get("tables") or [statement.this]:
                if statement.args["kind"] == "SCHEMA":
                    self.catalog.drop_schema(self.folded(table.args["db"]))
                elif self.catalog.drop(table) is None and not statement.args.get("exists"):
                    raise Refused(f"{table.sql(self.dialect)} does not exist")


def target_of(statement):
    return statement.this.this if isinstance(statement.this, exp.Schema) else statement.this
