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
            return
        if statement.kind.startswith("Drop"):
            for one in statement.Objects or []:
                if self.batches.pop(qualified(one), None) is not None:
                    self.model.DeleteObjects(qualified(one))
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
            name = f"[dbo].[batch {batch} {number}]"
            yield name.replace("[", "").replace("]", ""), f"CREATE PROCEDURE {name} AS BEGIN {text} END"
        elif statement.kind == "ExecuteStatement" and "extendedproperty" in text.lower():
            levels = [one.ParameterValue.Value for one in statement.ExecuteSpecification.ExecutableEntity.Parameters
                      if one.Variable and one.Variable.Name.lower().endswith("name")]
            yield ".".join([*levels[1:], levels[0]]).lower(), text

    def validate(self):
        """(batch, message) for each thing that does not bind; batch -1 when it is not known which."""
        found = list(self.problems)
        for message in self.model.Validate():
            if str(message.MessageType) != "Error" and message.Number != UNRESOLVED:
                continue
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
