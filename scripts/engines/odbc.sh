# ODBC som ADBC, til SQL Server og MariaDB; unixODBC og databasens egen ODBC-driver er systemets.
# shellcheck shell=bash

driver adbcbridge
