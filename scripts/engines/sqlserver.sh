# Det, der prøver T-SQL uden en SQL Server: Microsofts parser og model (ScriptDom og DacFx), .NET til dem, og DuckDB til
# Python. Kun til udvikling og test. Bruges af tests/engines/sqlserver.py, som også kender mappernes navne: andre pakker,
# et andet nummer.
# shellcheck shell=bash

[ "$(platform)" = linux-x64 ] || stop "T-SQL kan kun prøves på Linux på x86_64."
ls /usr/lib/x86_64-linux-gnu/libicuuc.so.*.* >/dev/null 2>&1 ||
  stop "ICU mangler. Installer det (Debian: apt-get install libicu72), og kør scripts/engines/setup igen."
wheels tsql-1 "$engines/sqlserver.txt"
openssl=openssl-1.1
if [ ! -d "$(engine_folder "$openssl")" ]; then
  printf 'Henter %s …\n' "$openssl" >&2
  need_python
  work_folder "$engines_folder"
  # Pakken findes ikke til nyere Python, men det er kun bibliotekerne i den, der bruges.
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary=:all: \
    --python-version 3.11 -r "$engines/openssl.txt" -d "$work" || stop "kan ikke hente pakken i $engines/openssl.txt."
  python3 -m zipfile -e "$work"/*.whl "$work/ud"
  # .NET leder efter bibliotekerne under de navne, de plejer at have.
  for name in ssl crypto; do
    found=("$work"/ud/psycopg2_binary.libs/lib"$name"-*.so.1.1)
    ln -s "$(basename "${found[0]}")" "$work/ud/psycopg2_binary.libs/lib$name.so.1.1"
  done
  in_place "$work/ud" "$(engine_folder "$openssl")"
  rm -rf "$work"
fi
