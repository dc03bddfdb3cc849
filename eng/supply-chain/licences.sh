#!/usr/bin/env bash
# Holds the licence of every package that is restored to those that are allowed.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "$0")/../lib.sh"

usage() {
  cat <<'TEXT'
Usage: eng/supply-chain/licences.sh [--list] [ASSETS-OR-LOCK]...

Reads from each NuGet package what licence it has, and from each lock file of npm, and fails when one is not among "allowed" of
eng/supply-chain/licences.json. What a package says only by a file or an address stands under "known" there, with who looked and what was seen.

  ASSETS-OR-LOCK   project.assets.json and package-lock.json files; default those of all restored projects and the ones that git knows
  --list           prints LICENCE PACKAGE VERSION of each, and does not fail
  --help           prints this text

Environment:
  LICENCES         another file than eng/supply-chain/licences.json
  NUGET_PACKAGES   where NuGet keeps packages; default ~/.nuget/packages

Exit code: 0 all are allowed, 1 at least one is not, 2 wrong arguments or nothing to read.
TEXT
}

list=false
files=()
while [ "$#" -gt 0 ]; do
  case "$1" in
    -h | --help)
      usage
      exit 0
      ;;
    --list) list=true ;;
    -*) usage_error "unknown option $1" ;;
    *) files+=("$1") ;;
  esac
  shift
done
need jq git
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
rules=${LICENCES:-$eng/supply-chain/licences.json}
jq -e '(.allowed | type == "array" and length > 0) and (.known | type == "object" and all(.[]; (.licence | type == "string") and (.because | type == "string" and length >= 10)))' \
  "$rules" >/dev/null 2>&1 || usage_error "$rules has to be {\"allowed\": [\"MIT\", …], \"known\": {\"nuget/NAME\": {\"licence\", \"because\"}}}"

if [ "${#files[@]}" -eq 0 ]; then
  shopt -s nullglob
  files=("$root"/artifacts/obj/*/project.assets.json)
  [ "${#files[@]}" -gt 0 ] || usage_error "no project is restored; run dotnet restore Grocery.Platform.slnx first"
  while read -r lock; do files+=("$root/$lock"); done < <(git -C "$root" ls-files '*package-lock.json')
fi
for file in "${files[@]}"; do
  jq -e '.libraries or .packages' "$file" >/dev/null 2>&1 || usage_error "$file is neither a project.assets.json nor a package-lock.json"
done

# What a package of NuGet says of its licence, as an SPDX expression; nothing where it says it otherwise.
licence_in() {
  local nuspec
  nuspec=$(find "$packages/${1,,}/${2,,}" -maxdepth 1 -name '*.nuspec' 2>/dev/null | head -n 1)
  [ -n "$nuspec" ] || fail "$1 $2 is in no folder of $packages; run dotnet restore Grocery.Platform.slnx first"
  sed -n 's/.*<license type="expression">\([^<]*\)<.*/\1/p' "$nuspec" | head -n 1
}

# "FEED NAME VERSION LICENCE" of everything; "-" for a licence that is not said.
everything() {
  local name version licence
  jq -r 'select(.libraries) | .libraries | to_entries[] | select(.value.type == "package") | .key | sub("/"; " ")' "${files[@]}" | sort -u |
    while read -r name version; do
      licence=$(licence_in "$name" "$version") || exit 1
      printf 'nuget %s %s %s\n' "$name" "$version" "${licence:--}"
    done || return 1
  jq -r 'select(.packages) | .packages | to_entries[] | select(.key != "") | "npm \(.key | sub(".*node_modules/"; "")) \(.value.version) \(.value.license // "-")"' "${files[@]}" | sort -u
}

found=$(everything)
judged=$(jq -Rrn --slurpfile rules "$rules" '$rules[0] as $rules
  | def allowed: gsub("[()]"; "") | split(" OR ") | any(.[]; split(" AND ") | all(.[]; IN($rules.allowed[])));
  inputs | capture("^(?<feed>\\S+) (?<name>\\S+) (?<version>\\S+) (?<licence>.+)$")
  | .licence = (if .licence == "-" then $rules.known["\(.feed)/\(.name)"].licence // "-" else .licence end)
  | "\(if .licence != "-" and (.licence | allowed) then "ok" else "no" end)\t\(.licence)\t\(.name)\t\(.version)"' <<<"$found")

if [ "$list" = true ]; then
  cut -f 2- <<<"$judged" | sort
  exit 0
fi
if grep -q '^no' <<<"$judged"; then
  awk -F '\t' '$1 == "no" { print "  " $3 " " $4 ": " ($2 == "-" ? "says its licence in words only" : $2) }' <<<"$judged" >&2
  fail "these licences are not allowed. Take another package; or look at the licence and add it to ${rules#"$root"/}, to be seen in the review"
fi
printf '%d packages, all under allowed licences: %s\n' "$(wc -l <<<"$judged")" "$(cut -f 2 <<<"$judged" | sort | uniq -c | sort -rn | awk '{ n = $1; $1 = ""; printf "%s%d%s", (NR > 1 ? ", " : ""), n, $0 }')"
