# Det, som filerne for de enkelte databaser bruger. Alt hentes til en mappe ved siden af og flyttes på plads i ét ryk.
# shellcheck shell=bash

engines_folder="$(cache_folder)/engines"
drivers_folder="$(cache_folder)/drivers"

# Hvor en database ligger, når den er hentet.
engine_folder() {
  printf '%s/%s' "$engines_folder" "$1"
}

need() {
  command -v "$1" >/dev/null || stop "$1 mangler. $2, og kør scripts/engines/setup igen."
}

need_python() {
  need python3 "Installer Python 3.10 eller nyere med pip (Debian: apt-get install python3 python3-pip)"
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' ||
    stop "Python er $(python3 --version | cut -d' ' -f2); der skal bruges 3.10 eller nyere."
  python3 -m pip --version >/dev/null 2>&1 ||
    stop "pip mangler. Installer det (Debian: apt-get install python3-pip), og kør scripts/engines/setup igen."
}

# En ny mappe, der ikke bliver liggende.
work_folder() {
  mkdir -p "$1" || stop "kan ikke oprette $1. Sæt NOEGLE_CACHE til en mappe, der kan skrives i."
  work="$(mktemp -d "$1/hent.XXXXXX")"
  trap 'rm -rf "$work"' EXIT
}

# Flytter det færdige på plads; en anden, der kom først, har lagt det samme.
in_place() {
  chmod 0755 "$1"
  mv -T "$1" "$2" 2>/dev/null || [ -d "$2" ] || stop "kan ikke lægge $2 på plads."
}

# Pakkerne i en fil med sum for hver, til mappen $2.
download() {
  need_python
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes -r "$1" -d "$2" ||
    stop "kan ikke hente pakkerne i $1. Prøv: python3 -m pip download --no-deps --require-hashes -r $1"
}

# Hjul fra PyPI, pakket ud uden at blive installeret: $1 navn på mappen, $2 filen med pakkerne.
wheels() {
  local target
  target="$(engine_folder "$1")"
  [ -d "$target" ] && return
  printf 'Henter %s …\n' "$1" >&2
  work_folder "$engines_folder"
  mkdir "$work/hjul" "$work/ud"
  download "$2" "$work/hjul"
  for wheel in "$work"/hjul/*.whl; do
    python3 -m zipfile -e "$wheel" "$work/ud"
  done
  in_place "$work/ud" "$target"
  rm -rf "$work"
}

# En ADBC-driver fra PyPI: bibliotekets fil i mappen `drivers`. Filen ved siden af siger, hvilken udgave det er.
driver() {
  local package="$1" line stamp
  line="$(sed -e ':a' -e '/\\$/N; s/ *\\\n */ /; ta' "$engines/drivers.txt" | grep "^$package==" || true)"
  [ -n "$line" ] || stop "$package står ikke i scripts/engines/drivers.txt."
  stamp="$drivers_folder/$package.txt"
  [ "$(cat "$stamp" 2>/dev/null)" = "$line" ] && return
  printf 'Henter %s …\n' "${line%% *}" >&2
  work_folder "$drivers_folder"
  printf '%s\n' "$line" >"$work/pakke.txt"
  download "$work/pakke.txt" "$work"
  python3 -m zipfile -e "$work"/*.whl "$work/ud"
  for library in "$work"/ud/*/libadbc_driver_*; do
    chmod 0755 "$library"
    mv -f "$library" "$drivers_folder/"
  done
  mv -f "$work/pakke.txt" "$stamp"
  rm -rf "$work"
}

# Debians pakker, pakket ud uden at blive installeret: $1 navn på mappen, derefter pakkerne. Kræver ikke root.
debian_packages() {
  local target
  target="$(engine_folder "$1")"
  [ -d "$target" ] && return
  shift
  printf 'Henter %s …\n' "$(basename "$target")" >&2
  need dpkg "Uden for Debian og Ubuntu må den hentes på en anden måde; se docs/backends.md"
  work_folder "$engines_folder"
  mkdir "$work/deb" "$work/ud"
  # Uden root kan listerne ikke hentes, men de kan være der.
  [ "$(id -u)" -ne 0 ] || apt-get -qq update || stop "apt-get update lykkes ikke; se ovenfor."
  (cd "$work/deb" && apt-get -qq download "$@" 2>"$work/fejl") ||
    stop "kan ikke hente $*: $(tail -1 "$work/fejl") Kør først: sudo apt-get update"
  for package in "$work"/deb/*.deb; do
    dpkg -x "$package" "$work/ud"
  done
  in_place "$work/ud" "$target"
  rm -rf "$work"
}
