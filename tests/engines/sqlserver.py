#!/usr/bin/env python3
"""Judges T-SQL without a SQL Server.

    python3 tests/engines/sqlserver.py FILE…     judges scripts, whose batches are split at GO
    python3 tests/engines/sqlserver.py           judges requests, one JSON object a line
    python3 tests/engines/sqlserver.py --prøv    judges the cases of tsql/verdicts.sql, and says which verdicts are wrong
    python3 tests/engines/sqlserver.py --database  is a database for the tests, as lines.py says; names are bound at queries

A request is `{"batches": ["CREATE …", …]}`; each begins with an empty database. The answer is one line,
`{"verdicts": [{"problems": [{"by", "line", "message"}], "columns": […], "rows": [[…]]}]}`, a verdict for each batch; rows
are those of its last query, cells as text or null. `by` says who refuses:

* `syntax`     Microsoft's parser (ScriptDom), as SQL Server 2016 and as 2019;
* `binding`    Microsoft's model (DacFx), as SQL Server 2016: names, columns, duplicates;
* `lint`       rules of SQL Server on a statement's form that neither of them checks;
* `execution`  types, collations and precision by SQL Server's rules, and running the same in DuckDB.

A batch that is refused is not run, and what it would have made is missing to those after it. `"only": ["syntax", …]`
leaves the other judges out. How SQL Server itself would run a statement is verified nowhere.
"""

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from tsql import runtime  # noqa: E402

JUDGES = ("syntax", "binding", "lint", "execution")


class Verifier:
    def __init__(self):
        from tsql.syntax import Parser

        self.parser = Parser()

    def verdicts(self, batches: list, only=JUDGES) -> list:
        verdicts = [{"problems": [], "columns": None, "rows": None} for _ in batches]
        trees = []
        for text, verdict in zip(batches, verdicts, strict=True):
            errors, tree = self.parser.parse(text)
            trees.append(tree)
            add(verdict, "syntax", errors)
        if "lint" in only:
            from tsql.lint import remarks

            for tree, verdict in zip(trees, verdicts, strict=True):
                add(verdict, "lint", remarks(tree) if tree else [])
        if "binding" in only:
            self.bind(batches, trees, verdicts)
        if "execution" in only:
            self.execute(trees, verdicts)
        return verdicts

    def bind(self, batches, trees, verdicts):
        from tsql.binding import Model

        model = Model()
        for number, (text, tree) in enumerate(zip(batches, trees, strict=True)):
            if tree is not None:
                model.add(number, text, tree)
        for number, message in model.validate():
            add(verdicts[number], "binding", [(0, message)])

    def execute(self, trees, verdicts):
        import duckdb
        from tsql.statements import Session
        from tsql.types import Refused

        session = Session(duckdb.connect())
        session.parser = self.parser
        for tree, verdict in zip(trees, verdicts, strict=True):
            if tree is None:
                continue
            try:
                for statement in (one for batch in tree.Batches for one in batch.Statements):
                    result = session.run(statement)
                    if result is not None:
                        verdict["columns"], verdict["rows"] = result.columns, result.rows
            except Refused as refused:
                add(verdict, "execution", [(refused.line, str(refused))])
        session.database.close()


class Database:
    """All judges as one database: the first that refuses a statement refuses it."""

    def __init__(self, _folder):
        import duckdb
        from tsql.binding import Model
        from tsql.statements import Session

        self.parser = Verifier().parser
        self.ready = {"process": os.getpid()}
        self.session, self.model = Session(duckdb.connect(), exact_cells=False), Model()
        self.session.parser = self.parser
        self.batches: list[str] = []
        self.is_bound = True

    def run(self, text: str):
        import lines
        from tsql.lint import remarks
        from tsql.types import Refused

        errors, tree = self.parser.parse(text)
        problems = errors or list(remarks(tree))
        if problems:
            raise lines.Refused("; ".join(f"{line}: {message}" for line, message in problems))
        result = None
        try:
            for statement in (one for batch in tree.Batches for one in batch.Statements):
                result = self.session.run(statement) or result
        except Refused as refused:
            raise lines.Refused(f"{refused.line}: {refused}\n{text[:3000]}") from None
        self.model.add(len(self.batches), text, tree)
        self.batches.append(text)
        self.is_bound = False
        return result

    def log_on(self, user, roles):
        """The roles are between commas, so that none is a part of another."""
        self.session.do(f"SET VARIABLE login = '{user}'")
        self.session.do(f"SET VARIABLE roller = ',{','.join(roles)},'")

    def execute(self, text: str):
        self.run(text)

    def query(self, text: str):
        import lines

        result = self.run(text)
        if not self.is_bound:
            found = [(number, message) for number, message in self.model.validate()]
            self.is_bound = True
            if found:
                number, message = found[0]
                raise lines.Refused(f"{message}\n{self.batches[number][:3000] if number >= 0 else ''}")
        return ([], []) if result is None else (result.columns, result.rows)

    def stop(self):
        self.session.database.close()


def add(verdict: dict, by: str, problems) -> None:
    verdict["problems"] += [{"by": by, "line": line, "message": message} for line, message in problems]


def judge_files(names: list) -> int:
    from tsql.script import batches

    verifier, refused = Verifier(), 0
    for name in names:
        parts = list(batches(Path(name).read_text(encoding="utf-8")))
        for (first, _), verdict in zip(parts, verifier.verdicts([text for _, text in parts]), strict=True):
            for one in verdict["problems"]:
                refused += 1
                print(f"{name}:{first - 1 + one['line']}: {one['by']}: {one['message']}")
    return 1 if refused else 0


def judge_itself() -> int:
    from tsql import verdicts

    text = (Path(verdicts.__file__).parent / "verdicts.sql").read_text(encoding="utf-8")
    count, faults = verdicts.wrong(Verifier(), text)
    print("\n".join(faults + [f"{count} verdicts, {len(faults)} wrong"]))
    return 1 if faults else 0


def answer_requests() -> int:
    verifier = Verifier()
    for line in sys.stdin:
        request = json.loads(line)
        verdicts = verifier.verdicts(request["batches"], request.get("only", JUDGES))
        print(json.dumps({"verdicts": verdicts}, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    runtime.enter()
    sys.setrecursionlimit(20_000)
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    if sys.argv[1:] == ["--database"]:
        from lines import serve

        sys.exit(serve(Database))
    if sys.argv[1:] == ["--prøv"]:
        sys.exit(judge_itself())
    sys.exit(judge_files(sys.argv[1:]) if len(sys.argv) > 1 else answer_requests())
