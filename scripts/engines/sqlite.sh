# SQLite er i sin driver.
# shellcheck shell=bash

driver adbc-driver-sqlite
