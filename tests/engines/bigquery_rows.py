"""Rows by ZetaSQL's reference evaluator: slow, plain, and Google's own meaning of every function.

It holds no tables: their rows travel with each query. So a view is worked out once, when something reads it, and its rows
go along with the next query as those of a table do. The evaluator finds rows only for tables at the top of the catalog,
which is why `dataset.table` becomes one quoted name there.
"""

import datetime
import decimal
import re

from zetasql.wasi._pb2.zetasql.local_service import local_service_pb2 as service
from zetasql.wasi._pb2.zetasql.public import type_pb2 as types

TOKEN = re.compile(
    r"""(?P<space>\s+|--[^\n]*|\#[^\n]*|/\*.*?\*/)
      |(?P<text>[rRbB]{0,2}(?:'''(?:\\.|[^\\])*?'''|\"{3}(?:\\.|[^\\])*?\"{3}|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"))
      |(?P<quoted>`(?:\\.|[^`\\])*`)
      |(?P<word>[A-Za-z_][A-Za-z0-9_]*)
      |(?P<other>.)""",
    re.X | re.S,
)


def tokens(text):
    return [(one.lastgroup, one.group()) for one in TOKEN.finditer(text)]


def solid(all_tokens):
    return [token for token in all_tokens if token[0] != "space"]


def plain(token):
    return token[1].strip("`")


class Evaluator:
    def __init__(self, engine, catalog):
        self.engine = engine
        self.catalog = catalog
        self.queries = {}
        self.content = {}
        self.waiting = {}
        # What texts read; the names in them are known once they are judged.
        self.known = {}

    def view(self, path, text):
        self.queries[".".join(path)] = text
        self.forget()

    def table(self, path):
        name = ".".join(path)
        self.settle(name)
        self.queries.pop(name, None)
        self.waiting[name] = []
        self.content[name] = service.TableContent()
        self.content[name].table_data.SetInParent()
        self.forget()

    def table_as(self, path, text):
        """Worked out when it is made: what it reads may change afterwards."""
        match = re.search(r"\bAS\b\s", text, re.I)
        content = self.evaluate(text[match.end() :])
        self.table(path)
        self.content[".".join(path)] = content

    def forget(self):
        """Rows of views are those of what they read when they are read."""
        for name in self.queries:
            self.content.pop(name, None)

    def insert(self, path, text, columns):
        """Done when somebody asks, or when what it reads is about to change."""
        name = ".".join(path)
        self.settle(name)
        self.waiting[name].append((text, columns))
        self.forget()

    def settle(self, changing):
        """What waits for rows of a table gets those that it has now."""
        for name, waiting in self.waiting.items():
            if name != changing and any(changing in self.read_by(text) for text, _ in waiting):
                self.fill(name.split(".", 1))

    def read_by(self, text):
        """The tables and views that a statement reads, also through others."""
        found, new = set(), {text}
        while new:
            direct = set().union(*(self.direct(one) for one in new)) - found
            found |= direct
            new = {self.queries[name] for name in direct if name in self.queries}
            new |= {text for name in direct for text, _ in self.waiting.get(name, [])}
        return found

    def direct(self, text):
        if text not in self.known:
            self.known[text] = self.flattened(text)[1]
        return self.known[text]

    def fill(self, path):
        name = ".".join(path)
        waiting, self.waiting[name] = self.waiting[name], []
        for text, columns in waiting:
            found = solid(tokens(text))
            start = next((n for n, token in enumerate(found) if token[1].upper() in ("VALUES", "SELECT", "WITH")), None)
            body = text[position(text, start) :]
            if found[start][1].upper() == "VALUES":
                body = self.values(body[len("VALUES") :], path, columns)
            wanted = [column.name for column in self.table_of(path).column]
            for row in self.evaluate(body).table_data.row:
                new = self.content[name].table_data.row.add()
                for column in wanted:
                    cell = new.cell.add()
                    if column in columns:
                        cell.CopyFrom(row.cell[columns.index(column)])

    def values(self, text, path, columns):
        """VALUES (…), (…) as a query with the types of the table."""
        kinds = {column.name: column.type for column in self.table_of(path).column}
        rows, row, cell, depth = [], [], "", 0
        for kind, token in tokens(text):
            if kind == "space" and depth == 0:
                continue
            if token == "(" and kind == "other":
                depth += 1
                if depth == 1:
                    continue
            if token == ")" and kind == "other":
                depth -= 1
                if depth == 0:
                    rows.append([*row, cell])
                    row, cell = [], ""
                    continue
            if token == "," and kind == "other" and depth <= 1:
                if depth == 1:
                    row.append(cell)
                    cell = ""
                continue
            cell += token
        names = [types.TypeKind.Name(kinds[column].type_kind).removeprefix("TYPE_") for column in columns]
        names = ["FLOAT64" if name == "DOUBLE" else name for name in names]
        selects = []
        for row in rows:
            selects.append("SELECT " + ", ".join(f"CAST({c} AS {n}) AS c{i}" for i, (c, n) in enumerate(zip(row, names))))
        return "\nUNION ALL ".join(selects)

    def table_of(self, path):
        return next(table for table in self.catalog.dataset(path[0]).table if table.name == path[1])

    def flattened(self, text):
        """The text with `dataset.table` as one name, and the tables that it reads."""
        found, out, read = tokens(text), [], set()
        number = 0
        while number < len(found):
            kind, token = found[number]
            ahead = found[number : number + 4]
            if (
                kind in ("word", "quoted")
                and len(ahead) >= 3
                and ahead[1][1] == "."
                and self.catalog.dataset(plain(ahead[0])) is not None
                and not (len(ahead) == 4 and ahead[3][1] == "(")
            ):
                name = f"{plain(ahead[0])}.{plain(ahead[2])}"
                if self.catalog.has(name.split(".", 1)):
                    read.add(name)
                    out.append(f"`{name}` AS {ahead[2][1]}" if not has_alias(found, number + 3) else f"`{name}`")
                    number += 3
                    continue
            out.append(token)
            number += 1
        return "".join(out), read

    def evaluate(self, text):
        flat, read = self.flattened(text.strip().rstrip(";"))
        # The evaluator knows nobody.
        request = service.EvaluateQueryRequest(sql=flat.replace("SESSION_USER()", "'noegle@kl.dk'"))
        self.engine.zeta.call("GetAnalyzerOptions", service.AnalyzerOptionsRequest(), request.options)
        request.options.language_options.CopyFrom(self.engine.language)
        request.options.default_timezone = self.engine.options.default_timezone
        request.options.error_message_mode = self.engine.options.error_message_mode
        request.simple_catalog.CopyFrom(self.catalog.proto)
        request.descriptor_pool_list.definitions.add().builtin.SetInParent()
        for name in read:
            if name not in self.content:
                self.content[name] = self.evaluate(self.queries[name])
            path = name.split(".", 1)
            if self.waiting.get(name):
                self.fill(path)
            whole = [one.name for one in request.simple_catalog.table]
            if name in whole:
                del request.simple_catalog.table[whole.index(name)]
            table = request.simple_catalog.table.add(name=name)
            table.column.extend(self.table_of(path).column)
            request.table_content[name].CopyFrom(self.content[name])
        return self.engine.zeta.call("EvaluateQuery", request, service.EvaluateQueryResponse()).content

    def rows(self, text):
        content = self.evaluate(text)
        return [[exact(cell) for cell in row.cell] for row in content.table_data.row]


def has_alias(found, number):
    """Whether a table's name is followed by another name for it."""
    rest = solid(found[number : number + 6])
    if not rest or rest[0][0] not in ("word", "quoted"):
        return False
    return rest[0][0] == "quoted" or rest[0][1].upper() not in (
        "WHERE", "GROUP", "ORDER", "JOIN", "LEFT", "RIGHT", "FULL", "INNER", "CROSS", "ON", "UNION", "HAVING", "LIMIT",
        "QUALIFY", "WINDOW", "EXCEPT", "INTERSECT", "USING",
    )  # fmt: skip


def position(text, wanted):
    """Where the solid token of that number begins."""
    seen = -1
    for one in TOKEN.finditer(text):
        if one.lastgroup != "space":
            seen += 1
            if seen == wanted:
                return one.start()
    return len(text)


def exact(cell):
    """A cell as a value of Python's; nothing for NULL."""
    which = cell.WhichOneof("value")
    if which is None:
        return None
    value = getattr(cell, which)
    if which in ("numeric_value", "bignumeric_value"):
        scale = 9 if which == "numeric_value" else 38
        with decimal.localcontext() as context:
            context.prec = 100
            number = decimal.Decimal(int.from_bytes(value, "little", signed=True)).scaleb(-scale)
            text = format(number, "f").rstrip("0").rstrip(".")
        return decimal.Decimal(text)
    if which == "date_value":
        return datetime.date(1970, 1, 1) + datetime.timedelta(days=value)
    return value
