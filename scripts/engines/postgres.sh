# PostgreSQL 15 eller nyere, som systemets egen pakke, og dens driver.
# shellcheck shell=bash

if [ -z "${NOEGLE_POSTGRES_BIN:-}" ] && ! ls -d /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! command -v initdb >/dev/null; then
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    stop "PostgreSQL mangler. Installer den (Debian: sudo apt-get install postgresql), eller sæt NOEGLE_POSTGRES_BIN til mappen med initdb."
  fi
  printf 'Installerer PostgreSQL …\n' >&2
  apt-get -qq update
  # Kun programmerne: prøverne laver deres egen database.
  mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] || printf 'create_main_cluster = false\n' >/etc/postgresql-common/createcluster.conf
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends postgresql >/dev/null ||
    stop "PostgreSQL lader sig ikke installere. Prøv: apt-get install postgresql"
fi
driver adbc-driver-postgresql
