"""The cases of verdicts.sql, judged: a verifier that says yes to everything would be worth nothing."""

from .script import batches

START = "--- "


def cases(text: str):
    """(title, body) of each part of the file."""
    title, lines = None, []
    for line in text.splitlines():
        if line.startswith(START):
            if title:
                yield title, "\n".join(lines)
            title, lines = line[len(START) :], []
        else:
            lines.append(line)
    if title:
        yield title, "\n".join(lines)


def too_many_rows() -> tuple[str, str]:
    """A case that would be long to write."""
    rows = ", ".join("(1, N'a')" for _ in range(1001))
    return "refused by lint, execution: 1001 rows in one INSERT", f"INSERT INTO k.[x]]y z] VALUES {rows}"


def wrong(verifier, text: str):
    """(number of cases, what is wrong with each that got another verdict)."""
    parts = [*cases(text), too_many_rows()]
    prelude = [batch for _, batch in batches(parts[0][1])]
    faults = []
    for title, body in parts[1:]:
        own = [batch for _, batch in batches(body)]
        verdicts = verifier.verdicts(prelude + own)
        fault = valid_fault(body, verdicts) if title.startswith("valid") else refused_fault(title, verdicts)
        if fault:
            faults.append(f"{title}: {fault}")
    return len(parts) - 1, faults


def valid_fault(body: str, verdicts: list) -> str:
    problems = [f"{one['by']}: {one['message']}" for verdict in verdicts for one in verdict["problems"]]
    if problems:
        return "refused by " + "; ".join(problems)
    expected = [line for line in body.splitlines() if line.startswith("-- rows:")]
    rows = " / ".join("|".join(cell or "" for cell in row) for row in verdicts[-1]["rows"] or [])
    if expected and expected[0].removeprefix("-- rows: ") != rows:
        return f"rows {rows}"
    return ""


def refused_fault(title: str, verdicts: list) -> str:
    wanted = title.removeprefix("refused by ").split(":")[0].split(", ")
    found = {one["by"] for one in verdicts[-1]["problems"]}
    early = [one["message"] for verdict in verdicts[:-1] for one in verdict["problems"]]
    if early and "GO in a literal" not in title:
        return f"an earlier batch is refused: {early[0]}"
    missing = [judge for judge in wanted if judge not in found]
    return f"not refused by {', '.join(missing)}" if missing else ""
