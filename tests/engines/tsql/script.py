"""A script as its batches.

`GO` alone on a line ends a batch; it is a word of the clients, not of T-SQL. ScriptDom would read it too, but a batch is
sent alone, so that its line numbers are its own.
"""

import re

GO = re.compile(r"^[ \t]*GO[ \t]*(--.*)?$", re.IGNORECASE)


def batches(text: str):
    """(first line, batch) for each batch that is not blank."""
    first, lines, number = 1, [], 0
    for number, line in enumerate(text.splitlines(), 1):
        if GO.match(line):
            if any(one.strip() for one in lines):
                yield first, "\n".join(lines)
            first, lines = number + 1, []
        else:
            lines.append(line)
    if any(one.strip() for one in lines):
        yield first, "\n".join(lines)
