# Det, som opsætningen i scripts/setup og scripts/engines/setup deler. Læses med `.`, køres ikke selv.
# shellcheck shell=bash

stop() {
  printf '%s: %s\n' "$(basename "$0")" "$1" >&2
  exit 1
}

cache_folder() {
  if [ -n "${NOEGLE_CACHE:-}" ]; then
    printf '%s' "$NOEGLE_CACHE"
  elif [ -n "${XDG_CACHE_HOME:-}" ]; then
    printf '%s' "$XDG_CACHE_HOME/noegle"
  else
    printf '%s' "${HOME:?HOME er ikke sat; sæt NOEGLE_CACHE til en mappe}/.cache/noegle"
  fi
}

platform() {
  local system machine
  case "$(uname -s)" in
    Linux) system=linux ;;
    Darwin) system=darwin ;;
    MINGW* | MSYS* | CYGWIN*) system=win32 ;;
    *) system=unknown ;;
  esac
  case "$(uname -m)" in
    x86_64 | amd64) machine=x64 ;;
    aarch64 | arm64) machine=arm64 ;;
    *) machine=unknown ;;
  esac
  printf '%s-%s' "$system" "$machine"
}
