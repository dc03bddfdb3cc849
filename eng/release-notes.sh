#!/usr/bin/env bash
# Prints what the changelog says of one version.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "$0")/lib.sh"

usage() {
  cat <<'TEXT'
Usage: eng/release-notes.sh VERSION [CHANGELOG]

Prints the section "## VERSION" of the changelog, with or without brackets and a date behind the version. Fails when it is missing or empty, and
when the packages would carry another version (VersionPrefix of Directory.Build.props): a release says what is in it.

  VERSION     such as 1.2.0, or the tag v1.2.0
  CHANGELOG   default CHANGELOG.md
  --help      prints this text
TEXT
}

case "${1:-}" in
  -h | --help)
    usage
    exit 0
    ;;
esac
[ "$#" -eq 1 ] || [ "$#" -eq 2 ] || usage_error "1 or 2 arguments are needed, VERSION [CHANGELOG]; there are $#"
version=${1#v}
changelog=${2:-$root/CHANGELOG.md}
[[ "$version" =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] || usage_error "the version is \"$1\": use MAJOR.MINOR.PATCH, such as 1.2.0, or the tag v1.2.0"
[ -f "$changelog" ] || usage_error "there is no $changelog"

packed=$(sed -n 's/.*<VersionPrefix>\(.*\)<.*/\1/p' "$root/Directory.Build.props")
[ "$packed" = "${version%%-*}" ] || fail "the packages carry the version $packed (VersionPrefix of Directory.Build.props), and this release is $version: raise one, or take the other tag"

notes=$(awk -v version="$version" '
  /^## / { heading = $2; gsub(/[][]/, "", heading); within = (heading == version); next }
  within' "$changelog" | sed -e '/./,$!d')
[ -n "${notes//[[:space:]]/}" ] || fail "$changelog has no section \"## $version\", or nothing in it: rename \"Unreleased\", and say what is new"
printf '%s\n' "$notes"
