"""Oracle, Redshift and Trino, of which no engine can be had here: parsed, bound, and carried out by DuckDB in translation.

sqlglot reads each statement in the engine's dialect; names are bound with the engine's rule of upper and lower case; every
function must be in the list of the engine's; forms that it has not are refused; then the statement is translated to DuckDB
and run there, which finds faults in types and grouping and gives rows. The protocol is that of `lines`. Arguments: the
folder of sqlglot and DuckDB, and oracle, redshift or trino.
"""

import re
import sys
import warnings

warnings.filterwarnings("ignore")
sys.path.insert(0, sys.argv[1])

import duckdb  # noqa: E402
from sqlglot import exp, parse_one  # noqa: E402

import binding  # noqa: E402
import whole_division  # noqa: E402
from lines import Refused, serve  # noqa: E402
from session import Session, target_of  # noqa: E402

COMMON = set(
    """
    abs avg ceil coalesce concat count current_date dense_rank extract first_value floor greatest lag last_value lead
    least length lower lpad ltrim max min mod nullif rank regexp_replace replace round row_number rtrim
    sum translate trim upper
    """.split()
)

# Functions of each engine's reference that take part in figures.
FUNCTIONS = {
    "oracle": COMMON
    | set(
        """
        add_months decode dump instr json_array json_value last_day listagg lengthb months_between nvl nvl2 power
        regexp_count regexp_instr regexp_like regexp_substr rpad substr sys_context to_char to_date to_number trunc validate_conversion
        """.split()
    ),
    "redshift": COMMON
    | set(
        """
        btrim current_setting date_part date_trunc dateadd datediff decode left len listagg nvl nvl2 position regexp_count
        regexp_instr regexp_substr repeat right rpad split_part strpos substring to_char to_date to_number trunc
        """.split()
    ),
    "trino": COMMON
    | set(
        """
        arbitrary bool_and bool_or cardinality chr codepoint concat_ws count_if date date_add date_diff date_format
        date_parse date_trunc day day_of_month day_of_week element_at ends_with format from_iso8601_date if last_day_of_month
        listagg month position quarter regexp_count regexp_extract regexp_like repeat reverse rpad
        sequence split split_part starts_with strpos substr substring to_char try truncate try_cast typeof week year
        year_of_week
        """.split()
    ),
}

TEXTS = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/", re.S)


def outside(text):
    """The text without what is quoted and without comments."""
    return TEXTS.sub(lambda found: "''" if found.group()[0] == "'" else "q" if found.group()[0] == '"' else " ", text)


def forbidden(pattern, reason):
    compiled = re.compile(pattern, re.I)

    def rule(text):
        return reason if compiled.search(outside(text)) else None

    return rule


def empty_text(text):
    """`''` is NULL in Oracle: whoever writes it means something else."""
    return "The empty text is NULL" if any(one == "''" for one in TEXTS.findall(text)) else None


def long_names(limit):
    def rule(text):
        names = [one[1:-1] for one in TEXTS.findall(text) if one[0] == '"'] + re.findall(r"[A-Za-z_]\w*", outside(text))
        return next((f"Identifier is too long: {name}" for name in names if len(name.encode()) > limit), None)

    return rule


RULES = {
    # Oracle 19c: what 23ai added (boolean, IF EXISTS, several rows of VALUES, SELECT without FROM) is not there yet.
    "oracle": [
        empty_text,
        long_names(128),
        forbidden(r"\b(true|false)\b", "No boolean literals"),
        forbidden(r"\bboolean\b", "No boolean type"),
        forbidden(r"\b(from|join)\s+[\w.]+\s+as\s+(?!of\b)", "AS before the alias of a table"),
        forbidden(r"\)\s+as\s+\w+\s+(on|join|left|inner|where|group|order|,|$)", "AS before the alias of a subquery"),
        forbidden(r"\blimit\s+\d", "LIMIT"),
        forbidden(r"\bwith\s+recursive\b", "RECURSIVE"),
        forbidden(r"\bif\s+(not\s+)?exists\b", "IF EXISTS"),
        forbidden(r"\bcreate\s+or\s+replace\s+table\b", "CREATE OR REPLACE TABLE"),
        forbidden(r"\bvalues\s*\((?:[^()]|\([^()]*\))*\)\s*,\s*\(", "Several rows of VALUES"),
        forbidden(r"\b(varchar|text|int8|bigint|hugeint|string)\b(?!2)", "A type that is not Oracle's"),
        forbidden(r"\b(except|is\s+(not\s+)?distinct\s+from|using)\b", "Not in Oracle 19c"),
        forbidden(r"::|%", "An operator that Oracle has not"),
        forbidden(r"\bcreate\s+schema\s+\w+\s*$", "CREATE SCHEMA makes no schema in Oracle: a schema is a user"),
    ],
    "redshift": [
        long_names(127),
        forbidden(r"\bcreate\s+or\s+replace\s+table\b", "CREATE OR REPLACE TABLE"),
        forbidden(r"\b(generate_series|unnest|lateral)\b", "Runs on the leader node only, or not at all"),
        forbidden(r"\bfilter\s*\(", "FILTER"),
        forbidden(r"\b(hugeint|string|text\s*\[)\b", "A type that is not Redshift's"),
        forbidden(r"\bcreate\s+view\s+if\s+not\s+exists\b", "CREATE VIEW IF NOT EXISTS"),
        forbidden(r"\bis\s+(not\s+)?distinct\s+from\b", "IS DISTINCT FROM"),
        forbidden(r"\)\s*comment\s|\bview\s+[\w.]+\s+comment\b", "COMMENT within CREATE"),
        forbidden(r"\b(grouping\s+sets\s*\(\s*\(\s*\)\s*\))", "GROUPING SETS"),
    ],
    "trino": [
        forbidden(r"::|\bilike\b|//", "An operator that Trino has not"),
        forbidden(r"\bcreate\s+or\s+replace\s+function\b", "SQL functions need a catalog that keeps them"),
        forbidden(r"\b(hugeint|text|string|number)\b", "A type that is not Trino's"),
        forbidden(r"\bqualify\b", "QUALIFY"),
        forbidden(r"\bcreate\s+temp", "CREATE TEMPORARY"),
    ],
}

SCHEMAS = {"oracle": ["NOEGLE"], "redshift": ["public"], "trino": []}



FUNCTION = re.compile(r"CREATE OR REPLACE FUNCTION (\S+?)\.(\w+)\((.*?)\) RETURNS .*?\$\$\s*SELECT\s(.*)\$\$", re.I | re.S)
# One name, a function for every type: what all of them give together.
LAGRET = """CASE WHEN typeof(a1) = 'DATE' OR typeof(a1) LIKE 'TIMESTAMP%' THEN 'd' WHEN typeof(a1) = 'VARCHAR' THEN 't'
WHEN typeof(a1) = 'DOUBLE' AND abs(TRY_CAST(a1 AS DOUBLE)) >= 1e15 THEN 't' ELSE 'n' END || CAST(a1 AS VARCHAR)"""


class InDuckDb:
    """DuckDB, to which each statement is translated."""

    def __init__(self, dialect):
        self.dialect = dialect
        self.database = duckdb.connect()
        for schema in SCHEMAS[dialect]:
            self.database.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
        if dialect == "oracle":
            self.database.execute("CREATE TABLE dual AS SELECT 'X' AS dummy")

    def is_function(self, text):
        return FUNCTION.search(text) is not None

    def make_schema(self, statement):
        """A schema is a user, which is taken to be there."""
        if isinstance(statement, exp.Create) and statement.kind in ("TABLE", "VIEW"):
            schema = target_of(statement).args.get("db")
            if schema is not None:
                self.database.execute(f"CREATE SCHEMA IF NOT EXISTS {schema.sql('duckdb')}")

    def make_function(self, text):
        """A function of Redshift's as a macro; its arguments are $1 and $2."""
        schema, name, arguments, body = FUNCTION.search(text).groups()
        count = 2 if re.search(r",(?![^(]*\))", arguments) else 1
        translated = binding.read("SELECT " + body.replace("$1", "a1").replace("$2", "a2"), self.dialect)
        translated = translated.transform(lambda node: whole_division.exact(node, self.dialect)).sql("duckdb")
        made = LAGRET if name == "lagret" else translated.removeprefix("SELECT ")
        names = ", ".join(f"a{number + 1}" for number in range(count))
        try:
            self.database.execute(f"CREATE OR REPLACE MACRO {schema}.{name}({names}) AS ({made})")
        except duckdb.Error as error:
            raise Refused(f"DuckDB: {str(error).splitlines()[0]}") from None
        return schema, name

    def run(self, text, statement):
        if isinstance(statement, (exp.Comment, exp.Use, exp.Set)):
            return None, None
        if self.dialect == "oracle":
            self.make_schema(statement)
            statement = statement.transform(of_oracle)
        translated = statement.transform(lambda node: whole_division.exact(node, self.dialect)).transform(ours).sql("duckdb")
        try:
            found = self.database.execute(translated)
            if not isinstance(statement, exp.Query):
                return None, None
            return [one[0] for one in found.description], found.fetchall()
        except duckdb.Error as error:
            raise Refused(f"DuckDB: {str(error).splitlines()[0]}") from None


def ours(node):
    """What the translation leaves as it is though DuckDB reads it otherwise."""
    if isinstance(node, exp.TimeToStr) and node.text("format").startswith("FM"):
        return exp.Anonymous(this="format", expressions=[exp.Literal.string("{:,}"), node.this])
    if isinstance(node, exp.Anonymous) and node.name.upper() == "CURRENT_SETTING":
        return exp.cast(exp.null(), "VARCHAR")
    if isinstance(node, exp.Typeof):
        return exp.Lower(this=exp.Anonymous(this="typeof", expressions=[node.this]))
    if isinstance(node, exp.Cast) and isinstance(node.this, exp.Literal) and node.to.sql() == "DECIMAL":
        return exp.Literal.number(node.this.name)  # DECIMAL '0.00001'
    if isinstance(node, exp.Create):
        node.set("properties", None)
        if node.kind in ("TABLE", "VIEW") and isinstance(node.this, exp.Schema):
            for column in node.this.find_all(exp.ColumnDef):
                column.set("constraints", [one for one in column.args.get("constraints") or [] if not is_comment(one)])
    return node


# `ours` writes the names of types in lower case.
KINDS = """CASE WHEN typeof({0}) = 'date' THEN 'Typ=12 ' WHEN typeof({0}) LIKE 'timestamp%' THEN 'Typ=180 '
WHEN typeof({0}) = 'varchar' THEN 'Typ=1 ' ELSE 'Typ=2 ' END"""


def of_oracle(node):
    """Oracle's own ways to the same ends. What is within is looked into first: what is put in is not."""

    def within(one):
        return one.transform(of_oracle)

    def call(name, *arguments):
        return exp.Anonymous(this=name, expressions=list(arguments))

    own = node.name.upper() if isinstance(node, exp.Anonymous) else None
    if own == "JSON_VALUE" and isinstance(node.expressions[0], exp.JSONArray):
        return exp.cast(within(node.expressions[0].expressions[0]), "VARCHAR")
    if own == "DUMP":
        return parse_one(KINDS.format(node.expressions[0].sql("duckdb")), read="duckdb")
    if own == "SYS_CONTEXT":
        return exp.cast(exp.null(), "VARCHAR")
    if isinstance(node, exp.RegexpSubstr):
        group = node.args.get("group") or exp.Literal.number(0)
        number = node.args.get("occurrence") or exp.Literal.number(1)
        found = call("regexp_extract_all", within(node.this), node.expression, group)
        return call("nullif", call("list_extract", found, number), exp.Literal.string(""))
    if isinstance(node, exp.Mul) and isinstance(node.this, exp.ToNumber) and isinstance(node.this.this, exp.DPipe):
        # Digits times 0.001 are the same digits with a point among them.
        whole, fraction = within(node.this.this.this), within(node.this.this.expression)
        point = exp.DPipe(this=exp.DPipe(this=whole, expression=exp.Literal.string(".")), expression=fraction)
        decimals = len(node.expression.name) - 2
        return exp.TryCast(this=point, to=exp.DataType.build(f"DECIMAL(38, {decimals})"))
    if isinstance(node, exp.ToNumber):
        return exp.cast(within(node.this), "BIGINT")
    if isinstance(node, exp.ToChar):
        if node.text("format").startswith("FM"):
            return call("format", exp.Literal.string("{:,}"), within(node.this))
        return exp.cast(within(node.this), "VARCHAR")
    if isinstance(node, exp.Add) and isinstance(node.this, exp.DateStrToDate):
        return exp.Add(this=node.this, expression=exp.cast(exp.paren(within(node.expression)), "INTEGER"))
    if isinstance(node, exp.DPipe):
        # NULL is the empty text, and the empty text is NULL.
        parts = [call("coalesce", within(one), exp.Literal.string("")) for one in (node.this, node.expression)]
        return call("nullif", exp.DPipe(this=parts[0], expression=parts[1]), exp.Literal.string(""))
    if isinstance(node, exp.Trim):
        chars = [within(node.expression)] if node.expression else []
        name = {"LEADING": "ltrim", "TRAILING": "rtrim"}.get(node.text("position").upper(), "trim")
        return call("nullif", call(name, within(node.this), *chars), exp.Literal.string(""))
    return node


def is_comment(constraint):
    return isinstance(constraint.args.get("kind"), exp.CommentColumnConstraint)


def start(_):
    dialect = sys.argv[2]
    return Session(dialect, FUNCTIONS[dialect], InDuckDb(dialect), SCHEMAS[dialect], RULES[dialect])


serve(start)
