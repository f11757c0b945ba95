"""The functions of SQL Server 2016 that noegle's SQL may use: what they give, and how DuckDB says the same.

A function that is not here is refused, also one that SQL Server knows: newer ones, ones that depend on language, clock
or collation, and ones that give floating point.
"""

from . import types
from .types import BIGINT, BINARY_TEXT, DATE, INT, LITERAL_TEXT, OTHER_TEXT, VARIANT, Refused

AGGREGATES = {"sum", "count", "count_big", "min", "max"}
RANKING = {"row_number", "rank", "dense_rank"}
OFFSETS = {"lag", "lead", "first_value", "last_value"}

REASONS = {
    "greatest": "SQL Server 2022", "least": "SQL Server 2022", "datetrunc": "SQL Server 2022",
    "date_bucket": "SQL Server 2022", "generate_series": "SQL Server 2022", "trim": "SQL Server 2017",
    "string_agg": "SQL Server 2017", "translate": "SQL Server 2017", "concat_ws": "SQL Server 2017",
    "date_trunc": "not of SQL Server", "nvl": "not of SQL Server", "length": "not of SQL Server; LEN",
    "substr": "not of SQL Server; SUBSTRING", "lpad": "not of SQL Server", "split_part": "not of SQL Server",
    "regexp_like": "SQL Server 2025", "format": "slow, and depends on language", "avg": "rounds; divide whole numbers",
    "stdev": "floating point", "stdevp": "floating point", "var": "floating point", "round": "CAST rounds",
    "sign": "keeps the type of its argument; use CASE", "getdate": "figures do not depend on the clock",
    "sysdatetime": "figures do not depend on the clock", "isnumeric": "accepts much that is no number",
    "datename": "depends on language", "str": "floating point",
}


def text(what: str, one: types.Type) -> types.Type:
    if one.kind not in ("text", "null"):
        raise Refused(f"{what} of {one}; CAST to text first")
    return LITERAL_TEXT if one.kind == "null" else one


def whole(what: str, one: types.Type) -> types.Type:
    if one.kind not in ("int", "bigint", "bit") and not (one.kind == "decimal" and one.scale == 0):
        raise Refused(f"{what}: {one} where a whole number belongs")
    return one


def day(what: str, one: types.Type) -> types.Type:
    if one.kind not in ("date", "datetime"):
        raise Refused(f"{what} of {one}; CAST to date first")
    return one


def of_text(template: str, numbers: int = 0, gives=None):
    """A function of a text and whole numbers; it gives the same kind of text unless told."""

    def made(name, given):
        first = text(name, given[0].type)
        for other in given[1 : 1 + numbers]:
            whole(name, other.type)
        return template.format(*(one.sql for one in given)), gives or first

    return (1 + numbers, made)


def of_texts(template: str, count: int):
    """A function that looks for a text in another."""

    def made(name, given):
        types.compared(text(name, given[0].type), text(name, given[1].type), name)
        joined = types.together(given[0].type, text(name, given[2].type), name)
        return template.format(*(one.sql for one in given)), joined

    return (count, made)


def charindex(name, given):
    """The place of a text in another, from a place on; 0 when it is not there."""
    if not 2 <= len(given) <= 3:
        raise Refused(f"{name} takes 2 or 3 arguments (error 174)")
    types.compared(text(name, given[0].type), text(name, given[1].type), name)
    if len(given) == 2:
        return f"CAST(STRPOS({given[1].sql}, {given[0].sql}) AS INTEGER)", INT
    start = f"GREATEST(1, CAST({whole_sql(name, given[2])} AS INTEGER))"
    found = f"STRPOS(SUBSTRING({given[1].sql}, {start}), {given[0].sql})"
    return f"CAST(CASE WHEN {found} = 0 THEN 0 ELSE {found} + {start} - 1 END AS INTEGER)", INT


def patindex(name, given):
    """The place of the first letter of a set, `%[…]%`."""
    if not given[0].sql.startswith("'%[") or not given[0].sql.endswith("]%'"):
        raise Refused("PATINDEX takes the pattern %[…]% here")
    types.compared(text(name, given[0].type), text(name, given[1].type), name)
    letters = f"REGEXP_EXTRACT({given[1].sql}, '{given[0].sql[2:-2]}')"
    return f"CAST(CASE WHEN {letters} = '' THEN 0 ELSE STRPOS({given[1].sql}, {letters}) END AS INTEGER)", INT


def whole_sql(name, one) -> str:
    whole(name, one.type)
    return one.sql


def concat(name, given):
    if len(given) < 2:
        raise Refused("CONCAT of fewer than two")
    joined = LITERAL_TEXT
    for one in given:
        if one.type.kind in ("float", "variant", "datetime"):
            raise Refused(f"CONCAT of {one.type}; CAST it to text first")
        if one.type.kind == "text":
            joined = types.together(joined, one.type, "CONCAT")
    return f"CONCAT({', '.join(as_text(one) for one in given)})", joined


def as_text(one) -> str:
    """A value in the words of SQL Server."""
    return f"CAST(CAST({one.sql} AS INTEGER) AS VARCHAR)" if one.type.kind == "bit" else f"CAST({one.sql} AS VARCHAR)"


def absolute(name, given):
    if given[0].type.kind not in ("int", "bigint", "decimal"):
        raise Refused(f"ABS of {given[0].type}")
    return f"ABS({given[0].sql})", given[0].type


def date_from_parts(name, given):
    for one in given:
        whole(name, one.type)
    return f"MAKE_DATE({', '.join(f'CAST({one.sql} AS INTEGER)' for one in given)})", DATE


def part_of_date(template):
    def made(name, given):
        day(name, given[0].type)
        return template.format(given[0].sql), INT

    return (1, made)


def base_type(name, given):
    if given[0].type != VARIANT or given[1].sql.lower() != "'basetype'":
        raise Refused("SQL_VARIANT_PROPERTY is only asked for BaseType of an sql_variant")
    of = f"TYPEOF({given[0].sql})"
    known = {"VARCHAR": "nvarchar", "INTEGER": "int", "BIGINT": "bigint", "HUGEINT": "decimal", "DOUBLE": "float",
             "FLOAT": "real", "DATE": "date", "TIMESTAMP": "datetime2", "BOOLEAN": "bit", "SMALLINT": "smallint",
             "UTINYINT": "tinyint", "TINYINT": "smallint"}
    cases = " ".join(f"WHEN '{ours}' THEN '{theirs}'" for ours, theirs in known.items())
    decimals = f"WHEN {of} LIKE 'DECIMAL%' THEN 'decimal'"
    found = f"CASE {of} {cases} ELSE CASE {decimals} ELSE ERROR('sql_variant of ' || {of}) END END"
    return f"CASE WHEN {given[0].sql} IS NOT NULL THEN {found} END", VARIANT


def session_context(name, given):
    return f"getvariable({given[0].sql})", VARIANT


def original_login(name, given):
    """Who logged on: a test says by `sp_set_session_context N'login'`; otherwise it is whoever builds."""
    return "COALESCE(getvariable('login'), 'bygger')", OTHER_TEXT


def has_permission(name, given):
    return "CASE WHEN getvariable('login') IS NULL THEN 1 ELSE 0 END", INT


def is_role_member(name, given):
    text(name, given[0].type)
    return f"CASE WHEN STRPOS(COALESCE(getvariable('roller'), ''), ',' || {given[0].sql} || ',') > 0 THEN 1 ELSE 0 END", INT


# By name: how many arguments (None: any), and what becomes of them.
KNOWN = {
    "abs": (1, absolute),
    "len": of_text("LENGTH(RTRIM({0}, ' '))", gives=INT),
    "datalength": of_text("(2 * LENGTH({0}))", gives=INT),
    "rtrim": of_text("RTRIM({0}, ' ')"),
    "ltrim": of_text("LTRIM({0}, ' ')"),
    "upper": of_text("UPPER({0})"),
    "lower": of_text("LOWER({0})"),
    "reverse": of_text("REVERSE({0})"),
    "left": of_text("LEFT({0}, CAST({1} AS INTEGER))", 1),
    "right": of_text("RIGHT({0}, CAST({1} AS INTEGER))", 1),
    "substring": of_text("SUBSTRING({0}, CAST({1} AS INTEGER), CAST({2} AS INTEGER))", 2),
    "replicate": of_text("REPEAT({0}, CAST({1} AS INTEGER))", 1),
    "nchar": (1, lambda name, given: (f"CHR(CAST({given[0].sql} AS INTEGER))", LITERAL_TEXT)),
    "stuff": (4, lambda name, given: (
        "LEFT({0}, CAST({1} - 1 AS INTEGER)) || {3} || SUBSTRING({0}, CAST({1} + {2} AS INTEGER))".format(
            *(one.sql for one in given)), types.together(text(name, given[0].type), text(name, given[3].type), name))),
    "replace": of_texts("REPLACE({0}, {1}, {2})", 3),
    "charindex": (None, lambda name, given: charindex(name, given)),
    "patindex": (2, lambda name, given: patindex(name, given)),
    "concat": (None, concat),
    "datefromparts": (3, date_from_parts),
    "year": part_of_date("CAST(YEAR({0}) AS INTEGER)"),
    "month": part_of_date("CAST(MONTH({0}) AS INTEGER)"),
    "day": part_of_date("CAST(DAY({0}) AS INTEGER)"),
    "sql_variant_property": (2, base_type),
    "session_context": (1, session_context),
    "original_login": (0, original_login),
    "has_perms_by_name": (3, has_permission),
    "is_rolemember": (1, is_role_member),
}


def date_part(name: str, given: list):
    """DATEADD, DATEDIFF and DATEPART of days and months; the first argument is a word."""
    unit = given[0].lower()
    rest = given[1:]
    if name == "dateadd":
        whole(name, rest[0].type)
        day(name, rest[1].type)
        if unit not in ("day", "month", "year"):
            raise Refused(f"DATEADD of {unit}")
        return f"CAST({rest[1].sql} + TO_{unit.upper()}S(CAST({rest[0].sql} AS INTEGER)) AS DATE)", DATE
    if name == "datediff":
        for one in rest:
            day(name, one.type)
        if unit not in ("day", "month", "year"):
            raise Refused(f"DATEDIFF of {unit}")
        return f"CAST(DATE_DIFF('{unit}', {rest[0].sql}, {rest[1].sql}) AS INTEGER)", INT
    day(name, rest[0].type)
    parts = {"year": "YEAR", "month": "MONTH", "day": "DAY", "quarter": "QUARTER", "iso_week": "WEEK"}
    if unit not in parts:
        raise Refused(f"DATEPART of {unit} depends on settings or is not used here")
    return f"CAST({parts[unit]}({rest[0].sql}) AS INTEGER)", INT


def aggregate(name: str, one, distinct: bool):
    """SUM, COUNT, MIN, MAX; `one` is None for COUNT(*)."""
    if name in ("count", "count_big"):
        gives = INT if name == "count" else BIGINT
        if one is None:
            return "COUNT(*)", gives
        if distinct:
            types.distinguished(one.type, "COUNT(DISTINCT …)")
        return f"COUNT({'DISTINCT ' if distinct else ''}{one.sql})", gives
    kind = one.type.kind
    if kind == "bit":
        raise Refused(f"{name.upper()} of a bit (error 8117)")
    if name == "sum":
        if kind not in ("int", "bigint", "decimal"):
            raise Refused(f"SUM of {one.type}")
        if one.type.whole:
            raise Refused("SUM of a quotient; CAST it to decimal(n,0) first")
        gives = types.Type("decimal", 38, one.type.scale) if kind == "decimal" else one.type
        return f"SUM({'DISTINCT ' if distinct else ''}{one.sql})", gives
    types.distinguished(one.type, name.upper())
    return f"{name.upper()}({one.sql})", one.type


__all__ = ["AGGREGATES", "BINARY_TEXT", "KNOWN", "OFFSETS", "RANKING", "REASONS", "aggregate", "date_part"]
