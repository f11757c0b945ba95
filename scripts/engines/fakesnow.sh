# En efterligning af Snowflake, og sqlglot og DuckDB til Oracle, Redshift og Trino, som ingen kan køre her.
# shellcheck shell=bash

wheels fakesnow-0.12.1 "$engines/fakesnow.txt"
