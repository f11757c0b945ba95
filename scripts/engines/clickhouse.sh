# ClickHouse som bibliotek i Python.
# shellcheck shell=bash

wheels chdb-26.9.0 "$engines/clickhouse.txt"
