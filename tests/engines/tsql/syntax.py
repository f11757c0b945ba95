"""Text read by ScriptDom, and its tree as plain Python.

In: a batch. Out: ScriptDom's errors, and a tree of `Node`s named as ScriptDom names its fragments. Walking the .NET
objects one property at a time is slow; Newtonsoft writes the whole tree as JSON in one call.
"""

import json

from . import runtime

# Offsets are UTF-16 code units; texts of the languages used here have one unit per letter.
PLACE = ("StartOffset", "FragmentLength", "StartLine", "StartColumn", "$type")


class Node:
    """A fragment: its kind, its place, and its parts by name. A part that is absent is None."""

    __slots__ = ("kind", "line", "start", "end", "parts")

    def __init__(self, read: dict):
        self.kind = read["$type"].split(",")[0].rsplit(".", 1)[1]
        self.line = read.get("StartLine", 0)
        self.start = read.get("StartOffset", 0)
        self.end = self.start + read.get("FragmentLength", 0)
        self.parts = {name: grown(part) for name, part in read.items() if name not in PLACE}

    def __getattr__(self, name: str):
        return self.parts.get(name)

    def children(self):
        for part in self.parts.values():
            if isinstance(part, Node):
                yield part
            elif isinstance(part, list):
                yield from (one for one in part if isinstance(one, Node))

    def walk(self):
        """This node and all beneath it, in the order of the text."""
        pending = [self]
        while pending:
            node = pending.pop()
            yield node
            pending.extend(reversed(list(node.children())))

    def all(self, *kinds: str):
        return (node for node in self.walk() if node.kind in kinds)

    def same(self, other: "Node") -> bool:
        """The same text but for blanks and letter case of keywords."""
        if not isinstance(other, Node) or self.kind != other.kind or self.parts.keys() != other.parts.keys():
            return False
        return all(alike(part, other.parts[name]) for name, part in self.parts.items())


def alike(one, other) -> bool:
    if isinstance(one, Node):
        return one.same(other)
    if isinstance(one, list):
        return isinstance(other, list) and len(one) == len(other) and all(map(alike, one, other))
    return one == other


def grown(part):
    if isinstance(part, dict):
        return Node(part) if "$type" in part else part
    if isinstance(part, list):
        return [grown(one) for one in part]
    return part


# Of the kinds of fragments there are 843, and preparing one takes milliseconds: options and statements that nobody
# here writes are left out. Their trees become large, not wrong.
WRITTEN = ("Select", "Insert", "CreateOrAlter", "CreateView", "CreateTable", "CreateFunction", "CreateSchema", "If",
           "Execute", "Drop", "Update", "Delete", "Set", "Predicate", "BeginEnd", "CreateSecurity", "SecurityPolicy", "Grant", "Revoke", "CreateRole", "AlterRole", "Function")


class Parser:
    """SQL Server 2016 and 2019: a text must be right to both."""

    def __init__(self):
        runtime.load("Microsoft.SqlServer.TransactSql.ScriptDom", "Newtonsoft.Json")
        import clr
        from Microsoft.SqlServer.TransactSql import ScriptDom
        from Newtonsoft import Json
        from Newtonsoft.Json.Serialization import DefaultContractResolver

        # Quoted identifiers are on: "x" is a name, as it is with every driver.
        self.parsers = [(2016, ScriptDom.TSql130Parser(True)), (2019, ScriptDom.TSql150Parser(True))]
        self.settings = Json.JsonSerializerSettings()
        self.settings.TypeNameHandling = Json.TypeNameHandling.Objects
        self.settings.NullValueHandling = Json.NullValueHandling.Ignore
        self.settings.ContractResolver = DefaultContractResolver()
        self.write = Json.JsonConvert.SerializeObject
        fragment = clr.GetClrType(ScriptDom.TSqlFragment)
        for kind in fragment.Assembly.GetTypes():
            unwritten = kind.Name.endswith(("Option", "Statement")) and not kind.Name.startswith(WRITTEN)
            if unwritten or kind.IsAbstract or not kind.IsPublic or not fragment.IsAssignableFrom(kind):
                continue
            properties = self.settings.ContractResolver.ResolveContract(kind).Properties
            for name in ("ScriptTokenStream", "FirstTokenIndex", "LastTokenIndex"):
                properties.Remove(name)

    def parse(self, text: str):
        """The errors as (line, message), and the tree when there are none."""
        from System.IO import StringReader

        errors, fragment = [], None
        for version, parser in self.parsers:
            fragment, found = parser.Parse(StringReader(text), None)
            errors += [(error.Line, f"SQL Server {version}: {error.Message}") for error in found]
        if errors:
            return errors, None
        return [], Node(json.loads(self.write(fragment, self.settings)))


def identifier(node: Node) -> str:
    """The last part of a name of several parts."""
    return node.Identifiers[-1].Value if node.Identifiers else node.Value


def qualified(name: Node) -> str:
    """`schema.object`, in small letters, as names are the same in a database that does not tell letter case apart."""
    return ".".join(part.Value for part in name.Identifiers).lower()
