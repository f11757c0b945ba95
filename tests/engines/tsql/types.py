"""The types of T-SQL, as far as noegle's SQL uses them, and what becomes of them in expressions.

In: types of operands. Out: the type of the result by SQL Server's documented rules (precedence of types, precision and
scale of decimals, precedence of collations), or `Refused` where SQL Server would refuse, and also where it would carry
on with fewer decimals, an overflow at hand, or the database's own way of comparing texts.
"""

from dataclasses import dataclass

BINARY = "Latin1_General_100_BIN2"


class Refused(Exception):
    """Why a statement is not accepted; the line is added where it is known."""

    def __init__(self, message: str, line: int = 0):
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Type:
    """`kind` is bit, int, bigint, decimal, float, text, date, datetime, variant or null (the word NULL itself)."""

    kind: str
    precision: int = 0
    scale: int = 0
    # Of a text, where its collation comes from: `binary` (a column of ours, or said), `literal` (nowhere yet: a literal
    # or a converted number), `other` (a column that has the database's own).
    collation: str = ""
    # A quotient that is known to be whole, though its type has decimals.
    whole: bool = False

    def __str__(self) -> str:
        if self.kind == "decimal":
            return f"decimal({self.precision},{self.scale})"
        return f"text ({self.collation})" if self.kind == "text" else self.kind


BIT, INT, BIGINT, FLOAT = Type("bit"), Type("int"), Type("bigint"), Type("float")
DATE, DATETIME, VARIANT, NULL = Type("date"), Type("datetime"), Type("variant"), Type("null")
BINARY_TEXT, LITERAL_TEXT, OTHER_TEXT = (Type("text", collation=one) for one in ("binary", "literal", "other"))
NUMBERS = ("bit", "int", "bigint", "decimal", "float")
DIGITS = {"bit": 1, "int": 10, "bigint": 19}


def decimal(precision: int, scale: int) -> Type:
    if not 0 < precision <= 38 or not 0 <= scale <= precision:
        raise Refused(f"decimal({precision},{scale}) does not exist")
    return Type("decimal", precision, scale)


def as_decimal(one: Type) -> Type:
    """A whole number as the decimal that it becomes beside one."""
    return one if one.kind == "decimal" else Type("decimal", DIGITS[one.kind], 0)


def named(name: str, parameters: list, collation: str = "") -> Type:
    """A type by its name in a statement."""
    name = name.lower()
    if name in ("nvarchar", "varchar", "nchar", "char"):
        if not parameters:
            raise Refused(f"{name} without a length is 1 or 30 letters")
        largest = 4000 if name.startswith("n") else 8000
        if parameters[0].lower() != "max" and int(parameters[0]) > largest:
            raise Refused(f"{name}({parameters[0]}) does not exist; {largest} is the most")
        if name in ("varchar", "char") and not collation:
            return OTHER_TEXT
        return BINARY_TEXT if collation == BINARY else LITERAL_TEXT if not collation else OTHER_TEXT
    if name in ("decimal", "numeric"):
        precision = int(parameters[0]) if parameters else 18
        return decimal(precision, int(parameters[1]) if len(parameters) > 1 else 0)
    known = {"bit": BIT, "tinyint": INT, "smallint": INT, "int": INT, "bigint": BIGINT, "float": FLOAT, "real": FLOAT,
             "date": DATE, "datetime": DATETIME, "datetime2": DATETIME, "smalldatetime": DATETIME,
             "sql_variant": VARIANT, "sysname": LITERAL_TEXT, "money": Type("decimal", 19, 4)}
    if name not in known:
        raise Refused(f"the type {name} is not used here")
    return known[name]


def fitted(precision: int, scale: int, integral: int, what: str) -> Type:
    """A decimal result; one of more than 38 digits loses decimals in SQL Server, and that is refused."""
    if precision <= 38:
        return Type("decimal", precision, scale)
    kept = scale if scale <= 6 and integral >= 32 else max(min(scale, 38 - integral), min(scale, 6))
    if kept < scale:
        raise Refused(f"{what} would keep {kept} of {scale} decimals; CAST the operands first")
    return Type("decimal", 38, scale)


def arithmetic(sign: str, a: Type, b: Type) -> Type:
    if "null" in (a.kind, b.kind):
        return a if b.kind == "null" else b
    for one in (a, b):
        if one.kind not in NUMBERS:
            raise Refused(f"`{sign}` of {one}; use CONCAT for texts, DATEADD and DATEDIFF for days")
        if one.kind == "float":
            raise Refused(f"`{sign}` of floating point; CAST to decimal first")
    if "decimal" not in (a.kind, b.kind):
        if a.kind == "bit" and b.kind == "bit":
            raise Refused(f"`{sign}` of two bits")
        return BIGINT if "bigint" in (a.kind, b.kind) else INT
    if (a.whole or b.whole) and sign != "/":
        raise Refused("CAST a whole quotient to decimal(n,0) before it is used further")
    a, b = as_decimal(a), as_decimal(b)
    scale, integral = max(a.scale, b.scale), max(a.precision - a.scale, b.precision - b.scale)
    if sign in "+-":
        return fitted(integral + scale + 1, scale, integral, f"{a} {sign} {b}")
    if sign == "*":
        precision, scale = a.precision + b.precision + 1, a.scale + b.scale
        return fitted(precision, scale, precision - scale, f"{a} * {b}")
    if sign == "%":
        smaller = min(a.precision - a.scale, b.precision - b.scale)
        return Type("decimal", min(38, smaller + scale), scale)
    raise Refused(f"{a} / {b}: only int / int and (A - A % D) / D are whole and exact")


def quotient(a: Type, b: Type) -> Type:
    """(A - A % D) / D of decimals without decimals: whole, whatever the scale is cut to."""
    a, b = as_decimal(a), as_decimal(b)
    if a.scale or b.scale:
        raise Refused(f"{a} / {b}: a whole quotient needs operands without decimals")
    scale = max(6, a.scale + b.precision + 1)
    integral = a.precision - a.scale + b.scale
    if integral + scale > 38:
        scale = max(min(scale, 38 - integral), 6)
    return Type("decimal", min(38, integral + scale), scale, whole=True)


def together(a: Type, b: Type, what: str) -> Type:
    """The one type of values that stand for each other: branches of CASE, COALESCE, columns of UNION."""
    if a.kind == "null":
        return b
    if b.kind == "null" or a == b:
        return a
    if a.kind == b.kind == "text":
        return Type("text", collation=collations(a, b, what))
    if a.kind in NUMBERS and b.kind in NUMBERS and "float" not in (a.kind, b.kind):
        if "decimal" not in (a.kind, b.kind):
            return max(a, b, key=lambda one: NUMBERS.index(one.kind))
        a, b = as_decimal(a), as_decimal(b)
        scale, integral = max(a.scale, b.scale), max(a.precision - a.scale, b.precision - b.scale)
        if scale + integral > 38:
            raise Refused(f"{what}: {a} and {b} together keep too few decimals or digits")
        return Type("decimal", scale + integral, scale, whole=a.whole and b.whole)
    if a.kind == b.kind:
        return a
    raise Refused(f"{what}: {a} and {b} would be converted silently; CAST one of them")


def collations(a: Type, b: Type, what: str) -> str:
    """SQL Server's precedence: a literal takes the other's, two columns must agree."""
    found = {a.collation, b.collation}
    if found == {"binary", "other"}:
        raise Refused(f"{what}: collations differ (error 468); add COLLATE {BINARY}")
    return "binary" if "binary" in found else "other" if "other" in found else "literal"


def compared(a: Type, b: Type, what: str) -> None:
    """Refused unless values of the two compare exactly."""
    if "null" in (a.kind, b.kind):
        raise Refused(f"{what}: nothing compares with NULL; use IS NULL")
    if a.kind == b.kind == "text":
        if collations(a, b, what) != "binary":
            raise Refused(f"{what}: texts compared by the database's collation; add COLLATE {BINARY}")
    elif a.kind in NUMBERS and b.kind in NUMBERS:
        if "float" in (a.kind, b.kind):
            raise Refused(f"{what}: floating point is not compared")
    elif a.kind != b.kind or a.kind == "variant":
        raise Refused(f"{what}: {a} compared with {b}; CAST one of them")


def distinguished(one: Type, what: str) -> None:
    """Refused unless equal values of the type are the same value: what is grouped, sorted or made distinct."""
    if one.kind == "text" and one.collation != "binary":
        raise Refused(f"{what}: texts told apart by the database's collation; add COLLATE {BINARY}")
    if one.kind in ("float", "variant"):
        raise Refused(f"{what}: {one} is not compared")


def column(one: Type) -> Type:
    """What an expression is once it is a column of a query: its text has a collation of its own."""
    if one.kind == "text" and one.collation == "literal":
        return OTHER_TEXT
    return one


def duckdb(one: Type) -> str:
    """The type of DuckDB that holds the same values."""
    if one.kind == "decimal":
        wide = one.scale == 0 and one.precision > 28
        return "HUGEINT" if wide else f"DECIMAL({one.precision}, {one.scale})"
    return {"bit": "BOOLEAN", "int": "INTEGER", "bigint": "BIGINT", "float": "DOUBLE", "text": "VARCHAR", "date": "DATE",
            "datetime": "TIMESTAMP", "variant": "VARCHAR", "null": "INTEGER"}[one.kind]
