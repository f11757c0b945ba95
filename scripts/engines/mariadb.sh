# MariaDB af Debians pakker, uden at installere dem; en klient i Python til prøverne, og ODBC med bro til ADBC.
# shellcheck shell=bash

if [ -z "${NOEGLE_MARIADB_HOME:-}" ]; then
  debian_packages mariadb mariadb-server-core mariadb-client-core mariadb-common libmariadb3 liburing2 libaio1 libwrap0 \
    odbc-mariadb libodbc2 libodbcinst2 libltdl7
fi
wheels pymysql-1.2.4 "$engines/mariadb.txt"
driver adbcbridge
