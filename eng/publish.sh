#!/usr/bin/env bash
# Publishes the packages that eng/pack.sh made to a NuGet source.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "$0")/lib.sh"

usage() {
  cat <<'TEXT'
Usage: eng/publish.sh [--packages FOLDER] [--dry-run] [--untagged] [--tries N] [--wait SECONDS] SOURCE

Publishes each package with its symbols, a package after those that it depends on, skips what the source has, and waits until the source lists
every one. What is published was made from a commit with its tag: packages of another commit, of a version whose tag v1.2.0 is not at HEAD, or from a
tree with changes are refused.

  SOURCE             address of the index of a NuGet v3 source, such as https://api.nuget.org/v3/index.json, or a folder that is there
  --packages FOLDER  default artifacts/packages
  --dry-run          says what would be published, and publishes nothing
  --untagged         publishes a pre-release, such as 1.2.0-ci.7, that has no tag; a version without a suffix always has one
  --tries N          how often a request is repeated that finds no answer, or 408, 429, 500, 502, 503 or 504: after 1 second, then 2, 4 and
                     so on, or what Retry-After says, and 5 minutes in all; default 5
  --wait SECONDS     for the source to list what was published; default 1800, since nuget.org looks at a package first
  --help             prints this text

Environment:
  NUGET_KEY    the key, or the token where NUGET_USER is set; is never printed, nor visible in the list of processes
  NUGET_USER   for a source that asks whom it serves: the account at GitHub, aws for CodeArtifact

Exit code: 0 every package is there, 1 something failed, 2 wrong arguments, 3 refused, nothing was published, 4 published, but not listed in time.
TEXT
}

packages=$root/artifacts/packages
dry_run=false
untagged=false
tries=5
wait=1800
source=""
while [ "$#" -gt 0 ]; do
  case "$1" in
    -h | --help)
      usage
      exit 0
      ;;
    --packages)
      [ -n "${2:-}" ] || usage_error "--packages needs a folder"
      packages=$2
      shift
      ;;
    --tries | --wait)
      [[ "${2:-}" =~ ^[0-9]{1,5}$ ]] || usage_error "$1 is \"${2:-}\": use a number from 0 to 99999"
      declare "${1#--}=$2"
      shift
      ;;
    --dry-run) dry_run=true ;;
    --untagged) untagged=true ;;
    -*) usage_error "unknown option $1" ;;
    *)
      [ -z "$source" ] || usage_error "one SOURCE at a time: \"$source\" and \"$1\" were given"
      source=$1
      ;;
  esac
  shift
done
[ -n "$source" ] || usage_error "name the SOURCE: the address of an index, or a folder"
case "$source" in
  https://* | http://127.0.0.1[:/]* | http://localhost[:/]*) ;;
  http://*) usage_error "the SOURCE is \"$source\", where anybody on the way could read the key: use https" ;;
  *) [ -d "$source" ] || usage_error "the SOURCE is \"$source\": use the address of an index, such as https://api.nuget.org/v3/index.json, or a folder that is there" ;;
esac
need git unzip tsort
compgen -G "$packages/*.nupkg" >/dev/null || usage_error "there is no package in $packages: eng/pack.sh makes them"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

refuse() {
  printf '%s: %s\n' "$script" "$1" >&2
  exit 3
}

# Of every package its version and file, and for tsort the order: "DEPENDENCY ID".
declare -A version_of file_of
head=$(git -C "$root" rev-parse HEAD)
for file in "$packages"/*.nupkg; do
  unzip -p "$file" '*.nuspec' >"$work/nuspec" 2>"$work/said" || fail "$file is not a package: $(cat "$work/said")"
  id=$(sed -n 's|.*<id>\(.*\)</id>.*|\1|p' "$work/nuspec")
  commit=$(sed -n 's|.*<repository .*commit="\([0-9a-f]*\)".*|\1|p' "$work/nuspec")
  [ -n "$id" ] || fail "$file says no id"
  [ -z "${file_of[$id]:-}" ] || refuse "$packages has $id twice: $(basename "${file_of[$id]}") and $(basename "$file"). Empty the folder, and pack again"
  version_of[$id]=$(sed -n 's|.*<version>\(.*\)</version>.*|\1|p' "$work/nuspec")
  file_of[$id]=$file
  [ "$commit" = "$head" ] || refuse "$(basename "$file") was made from ${commit:-no commit that it names}, and HEAD is $head: check out the one, or run eng/pack.sh for the other"
  printf '%s %s\n' "$id" "$id" >>"$work/edges"
  sed -n 's|.*<dependency id="\([^"]*\)".*|\1|p' "$work/nuspec" | sed "s|\$| $id|" >>"$work/edges"
done
order=()
while read -r id; do
  if [ -n "${file_of[$id]:-}" ]; then order+=("$id"); fi
done < <(tsort "$work/edges")

changes=$(git -C "$root" status --porcelain)
[ -z "$changes" ] || refuse "the tree has changes, so that nobody could make these packages again: commit or remove them.
$changes"
for version in $(printf '%s\n' "${version_of[@]}" | sort -u); do
  if [ "$untagged" = true ] && [[ "$version" == *-* ]]; then continue; fi
  [ "$(git -C "$root" rev-parse --verify --quiet "refs/tags/v$version^{commit}")" = "$head" ] ||
    refuse "the version $version is not the tag of HEAD: git tag v$version, or fetch it. A pre-release such as $version-ci.7 may do without by --untagged"
done

if [ -d "$source" ]; then
  # shellcheck source=eng/publish/folder.sh
  . "$eng/publish/folder.sh"
else
  need curl jq
  # shellcheck source=eng/publish/protocol.sh
  . "$eng/publish/protocol.sh"
fi
open_source

published=()
for id in "${order[@]}"; do
  version=${version_of[$id]}
  file=${file_of[$id]}
  symbols=${file%.nupkg}.snupkg
  if has_package "$id" "$version" "$file"; then
    printf '%s %s is there\n' "$id" "$version"
  elif [ "$dry_run" = true ]; then
    printf '%s %s would be published\n' "$id" "$version"
  else
    push_package "$file" "$id $version"
    published+=("$id")
  fi
  if [ ! -f "$symbols" ]; then
    printf '%s %s has no symbols beside it\n' "$id" "$version"
  elif [ "$dry_run" = false ]; then
    push_symbols "$symbols" "$id $version"
  fi
done

# What was there before is listed already.
end=$((SECONDS + 10#$wait))
pause=1
for id in "${published[@]}"; do
  until has_package "$id" "${version_of[$id]}" "${file_of[$id]}"; do
    if [ "$SECONDS" -ge "$end" ]; then
      printf '%s: %s %s is published, and %s does not list it after %s s. It may still look at it: run this again, which publishes nothing twice\n' "$script" "$id" "${version_of[$id]}" "$source" "$wait" >&2
      exit 4
    fi
    sleep "$pause"
    pause=$((pause < 30 ? pause * 2 : 30))
  done
  printf '%s %s is listed\n' "$id" "${version_of[$id]}"
done
