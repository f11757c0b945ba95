# Snowflakes driver.
# shellcheck shell=bash

driver adbc-driver-snowflake
