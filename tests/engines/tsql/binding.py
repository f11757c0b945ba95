"""Names, columns and types bound by Microsoft's own model of a database (DacFx).

In: the statements of a session, in order. Out: what DacFx says of each. Views, tables and functions are objects of the
model as they stand. A `SELECT … INTO t` is put in it as a view t of the same columns, and every other statement that
reads or writes rows as a procedure around it, for the model holds only objects.
"""

import re

from . import runtime
from .syntax import Node, identifier, qualified

ALTERED = re.compile(r"CREATE\s+OR\s+ALTER", re.IGNORECASE)
ELEMENT = re.compile(r"element ((?:\[(?:[^\]]|\]\])*\]\.?)+)")
PART = re.compile(r"\[((?:[^\]]|\]\])*)\]")
OBJECTS = {"CreateViewStatement", "CreateOrAlterViewStatement", "CreateTableStatement", "CreateFunctionStatement",
           "CreateOrAlterFunctionStatement", "CreateSchemaStatement", "CreateSecurityPolicyStatement",
           "CreateRoleStatement"}
AROUND_ROWS = {"SelectStatement", "InsertStatement", "UpdateStatement", "DeleteStatement"}
# An object that a view reads is not in the model. In a procedure this is only a warning, as it might come to exist.
UNRESOLVED = 71502


class Model:
    """One database, SQL Server 2016."""

    def __init__(self):
        runtime.load("Microsoft.SqlServer.Dac", "Microsoft.SqlServer.Dac.Extensions")
        from Microsoft.SqlServer.Dac.Model import SqlServerVersion, TSqlModel, TSqlModelOptions, TSqlObjectOptions

        self.options = TSqlObjectOptions
        self.model = TSqlModel(SqlServerVersion.Sql130, TSqlModelOptions())
        # Which batch an object of the model is from, by its name.
        self.batches: dict[str, int] = {}
        self.problems: list[tuple[int, str]] = []
        # The procedures around statements that have not been bound yet, and what each reads or writes.
        self.around: dict[str, set[str]] = {}

    def add(self, batch: int, text: str, tree: Node) -> None:
        """Adds the statements of a batch."""
        for number, statement in enumerate(one for part in tree.Batches for one in part.Statements):
            for name, sql in self.objects(batch, number, statement, text[statement.start : statement.end]):
                self.batches[name] = batch
                try:
                    self.model.AddOrUpdateObjects(sql, name, self.options())
                except Exception as error:  # .NET's own classes of errors
                    self.problems.append((batch, str(error).strip().splitlines()[0]))

    def objects(self, batch, number, statement, text):
        """(name, definition) of what the model is to hold for a statement."""
        if statement.kind == "IfStatement":
            entity = statement.ThenStatement.ExecuteSpecification
            entity = entity.ExecutableEntity if entity else None
            if entity is not None and entity.kind == "ExecutableStringList":
                inner = "".join(one.Value for one in entity.Strings)
                if inner.upper().startswith("CREATE SCHEMA"):
                    yield inner.lower(), inner
            elif statement.ThenStatement.kind in OBJECTS:
                then = statement.ThenStatement
                inner = text[then.start - statement.start : then.end - statement.start]
                for name, sql in self.objects(batch, number, then, inner):
                    if name not in self.batches:
                        yield name, sql
            return
        if statement.kind == "WhileStatement":
            # The loop that empties a schema: see `statements`.
            named = {one.Value.lower() for one in statement.all("StringLiteral")}
            for name in [one for one in self.batches if "." in one and one.split(".")[0] in named]:
                self.remove(name)
            return
        if statement.kind == "DropSchemaStatement":
            self.remove(f"create schema [{statement.Schema.Identifiers[-1].Value.lower()}]")
            return
        if statement.kind == "AlterRoleStatement":
            yield f"alter role {text}".lower(), text
            return
        if statement.kind.startswith("Drop"):
            for one in statement.Objects or []:
                self.remove(qualified(one))
            return
        if statement.kind in OBJECTS:
            name = statement.SchemaObjectName or statement.Name
            name = qualified(name) if name.Identifiers else identifier(name).lower()
            yield name, ALTERED.sub("CREATE", text, count=1)
        elif statement.kind == "SelectStatement" and statement.Into is not None:
            into = statement.Into
            parts = ".".join(f"[{part.Value.replace(']', ']]')}]" for part in into.Identifiers)
            start, end = into.start - statement.start, into.end - statement.start
            before = re.sub(r"INTO\s*$", "", text[:start], flags=re.IGNORECASE)
            yield qualified(into), f"CREATE VIEW {parts} AS {before}{text[end:].rstrip().rstrip(';')}"
        elif statement.kind in AROUND_ROWS:
            name = f"dbo.batch {batch} {number}"
            self.around[name] = {qualified(one.SchemaObject) for one in statement.all("NamedTableReference")}
            yield name, f"CREATE PROCEDURE [dbo].[batch {batch} {number}] AS BEGIN {text} END"
        elif statement.kind == "ExecuteStatement" and "extendedproperty" in text.lower():
            levels = [one.ParameterValue.Value for one in statement.ExecuteSpecification.ExecutableEntity.Parameters
                      if one.Variable and one.Variable.Name.lower().endswith("name")]
            yield ".".join([*levels[1:], levels[0]]).lower(), text

    def remove(self, name: str) -> None:
        """Takes an object away; what statements did to it while it was there is bound first."""
        if name not in self.batches:
            return
        if any(name in reads for reads in self.around.values()):
            self.problems += [found for found in self.bound() if self.is_around(found[0])]
            self.let_go()
        del self.batches[name]
        self.model.DeleteObjects(name)

    def let_go(self) -> None:
        """Statements that are bound are no part of the model any more."""
        for name in self.around:
            del self.batches[name]
            self.model.DeleteObjects(name)
        self.around.clear()

    def is_around(self, batch: int) -> bool:
        return any(name.startswith(f"dbo.batch {batch} ") for name in self.around)

    def validate(self):
        """(batch, message) for each thing that does not bind; batch -1 when it is not known which."""
        found = self.problems + self.bound()
        self.problems = []
        self.let_go()
        return found

    def bound(self):
        found = []
        try:
            messages = list(self.model.Validate())
        except Exception as error:  # .NET's own; a policy whose table is gone is one
            return [(-1, str(error).strip().splitlines()[0])]
        for message in messages:
            if str(message.MessageType) == "Error" or message.Number == UNRESOLVED:
                text = message.Message.strip()
                found.append((self.batch(text), f"SQL{message.Number}: {text}"))
        return found

    def batch(self, message: str) -> int:
        """The batch that made the element of a message, or what the element is a part of; -1 when none is known."""
        element = ELEMENT.search(message)
        parts = [one.replace("]]", "]").lower() for one in PART.findall(element.group(1))] if element else []
        while parts and ".".join(parts) not in self.batches:
            parts.pop()
        return self.batches.get(".".join(parts), -1)
