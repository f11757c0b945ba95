# BigQuerys analysator, som Google har skrevet den (ZetaSQL). Den oversættes én gang her; det tager et halvt minut.
# shellcheck shell=bash

zetasql=zetasql-0.1.5
wheels "$zetasql" "$engines/bigquery.txt"
if [ ! -s "$(engine_folder "$zetasql").compiled" ]; then
  printf 'Oversætter %s …\n' "$zetasql" >&2
  python3 "$engines/../../tests/engines/zetasql_client.py" "$(engine_folder "$zetasql")" "$(engine_folder "$zetasql").compiled" ||
    stop "$zetasql lader sig ikke oversætte; se ovenfor."
fi
