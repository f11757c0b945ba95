"""Snowflake, as far as it can be asked here: parsed and bound with its rules of upper and lower case, then run by fakesnow.

fakesnow turns each statement into DuckDB's and runs it, so names, types and grouping are checked and rows come out, but not
every rule of Snowflake's. It makes NUMBER(38, 0) a number of 64 bits, which overflows where Snowflake's does not; here it
has 128. The protocol is that of `lines`. Argument: the folder of
fakesnow, as scripts/engines/snowflake.sh puts it.
"""

import re
import sys
import warnings

warnings.filterwarnings("ignore")
sys.path.insert(0, sys.argv[1])

import fakesnow  # noqa: E402
import fakesnow.transforms as transforms  # noqa: E402
import snowflake.connector  # noqa: E402
from sqlglot import exp, parse_one  # noqa: E402

import whole_division  # noqa: E402
from lines import Refused, serve  # noqa: E402
from session import Session  # noqa: E402

# Functions of Snowflake's reference that take part in figures.
FUNCTIONS = set(
    """
    abs add_months any_value array_agg avg ceil charindex coalesce concat concat_ws contains count count_if current_date
    current_role current_timestamp current_user date_from_parts date_part date_trunc dateadd datediff day dayofmonth
    dayofweekiso decode dense_rank endswith equal_null extract first_value floor getvariable greatest iff ifnull
    insert invoker_role is_role_in_session lag last_day last_value lead least left length listagg lower lpad ltrim max min mod month nullif nullifzero nvl
    nvl2 ntile position quarter rank regexp_count regexp_like regexp_replace regexp_substr repeat replace reverse right round
    row_number rpad rtrim seq4 seq8 split_part startswith substr substring sum to_char to_date to_decimal to_number
    to_timestamp to_varchar to_variant translate trim trunc truncate try_cast try_to_date try_to_decimal try_to_number
    try_to_numeric typeof upper week weekiso year yearofweekiso zeroifnull
    """.split()
)


def wide_numbers(node):
    """INTEGER has 64 bits, NUMBER 128; where dates are made, numbers have 64."""
    if isinstance(node, exp.DataType) and node.this == exp.DataType.Type.DECIMAL and not node.expressions:
        return whole_division.WHOLE.copy()
    if isinstance(node, exp.DataType) and node.this in (exp.DataType.Type.INT, exp.DataType.Type.SMALLINT):
        return exp.DataType(this=exp.DataType.Type.BIGINT, nested=False)
    if isinstance(node, exp.DateFromParts):
        for name in ("year", "month", "day"):
            node.set(name, exp.cast(node.args[name], "BIGINT"))
    return whole_division.exact(node, within=wide_numbers)


KINDS = """CASE WHEN typeof({0}) = 'DATE' THEN 'DATE' WHEN typeof({0}) LIKE 'TIMESTAMP%' THEN 'TIMESTAMP_NTZ'
WHEN typeof({0}) = 'VARCHAR' THEN 'VARCHAR' WHEN typeof({0}) IN ('DOUBLE', 'FLOAT') THEN 'DOUBLE' ELSE 'DECIMAL' END"""


def variants(node):
    """A VARIANT is the value itself, whose type DuckDB knows."""
    if isinstance(node, exp.Typeof):
        return parse_one(KINDS.format(node.this.sql("duckdb")), read="duckdb")
    if isinstance(node, exp.Anonymous) and node.name.upper() == "TO_VARIANT":
        return node.expressions[0]
    if isinstance(node, exp.Anonymous) and node.name.upper() == "IS_ROLE_IN_SESSION":
        return exp.true()
    if node.sql("snowflake").upper() in ("INVOKER_ROLE()", "CURRENT_ROLE()", "CURRENT_USER()"):
        return exp.Literal.string("NOEGLE")
    if isinstance(node, exp.ToVariant):
        return node.this
    return node


transforms.to_variant = variants
transforms.integer_precision = wide_numbers
# It would add decimals as floating-point numbers.
transforms.numeric_agg_implicit_cast = lambda node: node
# It would trim blanks, whatever is to be trimmed and from which end.
transforms.trim_cast_varchar = lambda node: node


NAME = r'(?:"[^"]+"|\w+)'
OBJECT = rf"{NAME}\.{NAME}"
# Rights, of which fakesnow knows nothing: their form is looked at, and of a policy also what it asks.
RIGHTS = re.compile(
    rf"CREATE ROLE IF NOT EXISTS {NAME}|GRANT ROLE {NAME} TO ROLE {NAME}|GRANT USAGE ON SCHEMA {NAME} TO ROLE {NAME}"
    rf"|(?:GRANT|REVOKE) SELECT ON (?:VIEW|TABLE) {OBJECT} (?:TO|FROM) ROLE {NAME}|ALTER VIEW {OBJECT} SET SECURE"
    rf"|ALTER TABLE {OBJECT} ADD ROW ACCESS POLICY {OBJECT} ON \({NAME}(?:, {NAME})*\)"
)
POLICY = re.compile(
    rf"CREATE ROW ACCESS POLICY IF NOT EXISTS {OBJECT} AS \((\w+ VARCHAR(?:, \w+ VARCHAR)*)\) RETURNS BOOLEAN ->(.*)", re.S
)


class Fakesnow:
    def said_of_access(self, text):
        """Of a right the empty text, of a policy the query that asks what it asks; else None."""
        if RIGHTS.fullmatch(text):
            return ""
        policy = POLICY.fullmatch(text)
        if policy is None:
            return None
        columns = [f"CAST('101' AS VARCHAR) AS {one.split()[0]}" for one in policy.group(1).split(", ")]
        return f"SELECT 1 AS ser FROM (SELECT {', '.join(columns)}) AS q WHERE {policy.group(2)}"

    def __init__(self):
        self.connection = snowflake.connector.connect(database="noegle_test", schema="PUBLIC")
        self.cursor = self.connection.cursor()

    def run(self, text, statement):
        if isinstance(statement, exp.Create) and statement.kind == "FUNCTION":
            return self.function(statement)
        try:
            self.cursor.execute(without_quotes_in_comments(text, statement))
            if not isinstance(statement, exp.Query):
                return None, None
            return [one[0] for one in self.cursor.description or []], self.cursor.fetchall()
        except Exception as error:
            raise Refused(f"fakesnow: {type(error).__name__}: {error}") from None


    def function(self, statement):
        """fakesnow has no functions in SQL; DuckDB's macros are the same, and its arguments of any type are VARIANTs."""
        body = self.cursor._transform(parse_one("SELECT " + statement.expression.name, read="snowflake"), None)
        name = transforms.upper_case_unquoted_identifiers(statement.this.this.this.copy())
        schema = transforms.upper_case_unquoted_identifiers(statement.this.this.args["db"].copy())
        arguments = ", ".join(f'"{one.name.upper()}"' for one in statement.this.expressions)
        text = body.sql("duckdb").removeprefix("SELECT ")
        try:
            self.connection._duck_conn.execute(
                f'CREATE OR REPLACE MACRO {schema.sql("duckdb")}.{name.sql("duckdb")}({arguments}) AS ({text})'
            )
        except Exception as error:
            raise Refused(f"fakesnow: {type(error).__name__}: {error}") from None
        return None, None


def without_quotes_in_comments(text, statement):
    """fakesnow keeps comments in a table of its own and forgets to quote them."""
    comments = [one.this for one in statement.find_all(exp.SchemaCommentProperty, exp.CommentColumnConstraint)]
    comments += [statement.expression] if isinstance(statement, exp.Comment) else []
    quoted = [one for one in comments if isinstance(one, exp.Literal) and "'" in one.name]
    for one in quoted:
        one.set("this", one.name.replace("'", "’"))
    return statement.sql("snowflake") if quoted else text


PATCHED = fakesnow.patch()


def start(_):
    PATCHED.__enter__()
    return Session("snowflake", FUNCTIONS, Fakesnow(), schemas=["PUBLIC"])


serve(start)
