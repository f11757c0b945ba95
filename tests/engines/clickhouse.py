"""ClickHouse, within this process. Argument: the folder of its library."""

import json
import os
import re
import sys

from lines import Refused, serve

sys.path.insert(0, sys.argv[1])
from chdb import session  # noqa: E402

FORMAT = "JSONCompactEachRowWithNamesAndTypes"
# Every digit as text.
SETTINGS = {
    "output_format_json_quote_64bit_integers": 1,
    "output_format_json_quote_decimals": 1,
    "output_format_decimal_trailing_zeros": 1,
}


class ClickHouse:
    ready = {"process": os.getpid()}

    def __init__(self, folder):
        self.session = session.Session(os.path.join(folder, "data"))
        for name, value in SETTINGS.items():
            self.execute(f"SET {name} = {value}")

    def execute(self, sql):
        return self.run(sql, "Null")

    def query(self, sql):
        lines = self.run(sql, FORMAT).splitlines()
        columns, types = json.loads(lines[0]), json.loads(lines[1])
        kinds = [kind(name) for name in types]
        rows = [
            [None if value is None else [kind, as_text(value)] for kind, value in zip(kinds, json.loads(line))]
            for line in lines[2:]
        ]
        return columns, rows

    def run(self, sql, form):
        try:
            return self.session.query(sql, form).bytes().decode("utf-8")
        except RuntimeError as error:
            raise Refused(str(error)) from None

    def stop(self):
        self.session.close()


def kind(name):
    name = re.sub(r"^(?:(?:Nullable|LowCardinality)\()*", "", name)
    if name.startswith("Decimal"):
        return "d"
    if name.startswith(("Int", "UInt")):
        return "i"
    if name.startswith("Float"):
        return "f"
    if name.rstrip(")") in ("Date", "Date32"):
        return "D"
    return "b" if name.startswith("Bool") else "t"


def as_text(value):
    return value if isinstance(value, str) else json.dumps(value)


serve(ClickHouse)
