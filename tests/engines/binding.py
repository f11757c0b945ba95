"""Names of a statement bound against what was made before it, with the engine's own rule for upper and lower case.

sqlglot reads the text in the engine's dialect; it is lenient, so three checks stand beside it: every table and column must
be known (quoted and unquoted names told apart as the engine does), every function must be in the engine's list, and some
words and forms that the engine has not are refused.
"""

import re

from sqlglot import exp, parse, tokens
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.normalize_identifiers import normalize_identifiers
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema

from lines import Refused


# Words before a parenthesis that are no functions.
NO_FUNCTIONS = set(
    """
    and as between by case cast check else end exists from group having if in into is join left right like limit not on
    or order over partition rows range select set table then union using values view when where with number numeric
    decimal varchar varchar2 nvarchar2 char character char_varying double precision integer bigint smallint float date
    timestamp primary key constraint unique references generator recursive all any some except intersect minus lateral
    flatten window filter within grouping sets rollup cube default comment distinct materialized fetch first next only
    returns return begin language immutable deterministic function replace_ numeric_ inner outer full cross natural
    tablesample offset qualify array row map interval at time zone unnest
    """.split()
)


class Catalog:
    def __init__(self, dialect, schemas=()):
        self.dialect = dialect
        self.schemas = set(schemas)
        self.tables = {}
        self.functions = set()
        self.schema = MappingSchema(dialect=dialect, normalize=False)

    def key(self, table):
        """(schema, name) as the engine stores them."""
        table = normalize_identifiers(table.copy(), dialect=self.dialect)
        return table.db, table.name

    def put(self, table, columns):
        key = self.key(table)
        if key in self.tables:
            self.forget(key)
        self.tables[key] = columns
        where = exp.table_(exp.to_identifier(key[1], quoted=True), db=exp.to_identifier(key[0], quoted=True))
        self.schema.add_table(where, {column: "unknown" for column in columns}, normalize=False)

    def forget(self, key):
        held = self.tables.pop(key, None)
        if held is not None:
            self.schema.mapping.get(key[0], {}).pop(key[1], None)
            # It remembers the columns that it was asked for.
            self.schema._find_cache.clear()
        return held

    def drop(self, table):
        return self.forget(self.key(table))

    def drop_schema(self, name):
        self.schemas.discard(name)
        for key in [key for key in self.tables if key[0] == name]:
            self.forget(key)
        self.functions = {key for key in self.functions if key[0] != name}


def read(text, dialect):
    """The one statement of a text."""
    try:
        found = [one for one in parse(text, read=dialect) if one is not None]
    except SqlglotError as error:
        raise Refused(str(error).split("\n")[0]) from None
    if len(found) != 1:
        raise Refused(f"{len(found)} statements where one is expected")
    if isinstance(found[0], exp.Command):
        raise Refused(f"Not understood: {text[:60]}")
    return found[0]


def check_functions(text, dialect, allowed, catalog):
    """Every word before a parenthesis is a function of the engine's or of ours."""
    found = Dialect.get_or_raise(dialect).tokenize(text)
    names = (tokens.TokenType.VAR, tokens.TokenType.IDENTIFIER)
    for number, token in enumerate(found[:-1]):
        if found[number + 1].token_type != tokens.TokenType.L_PAREN or not re.match(r"[\w$]+$", token.text):
            continue
        if number and found[number - 1].token_type == tokens.TokenType.DOT:
            identifier = exp.to_identifier(token.text, quoted=token.token_type == tokens.TokenType.IDENTIFIER)
            owner = found[number - 2]
            if number > 2 and found[number - 3].text.upper() in ("TABLE", "VIEW", "FUNCTION", "INTO", "EXISTS"):
                continue  # it is being made, or filled
            schema = exp.to_identifier(owner.text, quoted=owner.token_type == tokens.TokenType.IDENTIFIER)
            key = catalog.key(exp.table_(identifier, db=schema))
            if key not in catalog.functions and key not in catalog.tables:
                raise Refused(f"Unknown function {owner.text}.{token.text}")
        elif token.text.lower() not in allowed and token.text.lower() not in NO_FUNCTIONS:
            before = found[number - 1].text.upper() if number else ""
            after = found[closing(found, number + 1) + 1 :][:1]
            relation = before in ("WITH", ",", "RECURSIVE") and after and after[0].text.upper() == "AS"
            if token.token_type in names and (relation or before in ("AS", ")", "TABLE", "VIEW", "INTO")):
                continue  # a relation with named columns
            raise Refused(f"Unknown function {token.text.upper()}")


def closing(found, opening):
    """Where the parenthesis that opens there ends."""
    depth = 0
    for number in range(opening, len(found)):
        depth += {tokens.TokenType.L_PAREN: 1, tokens.TokenType.R_PAREN: -1}.get(found[number].token_type, 0)
        if depth == 0:
            return number
    return len(found) - 1


def check_tables(expression, catalog):
    named = {cte.alias_or_name.lower() for cte in expression.find_all(exp.CTE)}
    for table in expression.find_all(exp.Table):
        if isinstance(table.this, exp.Func) or not table.name:
            continue
        if not table.db and table.name.lower() in named:
            continue
        if not table.db and table.name.lower() == "dual" and catalog.dialect == "oracle":
            continue
        if catalog.key(table) not in catalog.tables:
            raise Refused(f"Unknown table {table.sql(dialect=catalog.dialect)}")


def bind(query, catalog):
    """The names of a query's columns; raises when a name in it is not known."""
    check_tables(query, catalog)
    copy = query.copy()
    if catalog.dialect == "oracle":
        for table in list(copy.find_all(exp.Table)):
            if table.name.lower() == "dual":
                table.find_ancestor(exp.From).pop()
    try:
        bound = qualify(copy, dialect=catalog.dialect, schema=catalog.schema, identify=False, quote_identifiers=False)
    except SqlglotError as error:
        raise Refused(str(error)) from None
    names = [identifier_text(one, catalog.dialect) for one in bound.selects]
    seen = set()
    for name in names:
        if name in seen:
            raise Refused(f"Duplicate column {name}")
        seen.add(name)
    return names


def identifier_text(projection, dialect):
    identifier = projection.args.get("alias") or projection.this
    if isinstance(identifier, exp.Identifier):
        return normalize_identifiers(identifier.copy(), dialect=dialect).name
    return projection.alias_or_name
