#!/usr/bin/env bash
# Merges the coverage that the suites measured, and holds it to a minimum.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "$0")/lib.sh"

usage() {
  cat <<'TEXT'
Usage: eng/coverage.sh [--minimum PERCENT] [RESULTS]

Merges every coverage.cobertura.xml under RESULTS, prints the lines covered of each assembly, and fails when the whole has less than the minimum,
or when an assembly of src or a service of samples was not measured. Leaves RESULTS/coverage/Cobertura.xml and Summary.md.

  RESULTS             what eng/test.sh --coverage left; default artifacts/test-results
  --minimum PERCENT   default 80
  --help              prints this text

The AppHost counts as far as it runs in its tests' process; services and commands that tests start as processes of their own do not.

Exit code: 0 enough, 1 too little, 2 wrong arguments or nothing measured.
TEXT
}

minimum=80
results=""
while [ "$#" -gt 0 ]; do
  case "$1" in
    -h | --help)
      usage
      exit 0
      ;;
    --minimum)
      [[ "${2:-}" =~ ^[0-9]{1,2}(\.[0-9]+)?$|^100$ ]] || usage_error "--minimum is \"${2:-}\": use a percentage from 0 to 100"
      minimum=$2
      shift
      ;;
    -*) usage_error "unknown option $1" ;;
    *)
      [ -z "$results" ] || usage_error "one folder at a time: \"$results\" and \"$1\" were given"
      results=$1
      ;;
  esac
  shift
done
need dotnet jq
results=$(realpath -m -- "${results:-$root/artifacts/test-results}")
[ -n "$(find "$results" -name coverage.cobertura.xml -not -path '*/coverage/*' -print -quit 2>/dev/null)" ] ||
  usage_error "nothing under $results was measured; run eng/test.sh --coverage first"

cd "$root"
dotnet tool restore >/dev/null
rm -rf "$results/coverage"
dotnet reportgenerator "-reports:$results/**/coverage.cobertura.xml" "-targetdir:$results/coverage" "-reporttypes:JsonSummary;Cobertura;MarkdownSummaryGithub" -verbosity:Warning
mv "$results/coverage/SummaryGithub.md" "$results/coverage/Summary.md"
summary="$results/coverage/Summary.json"

jq -r '.coverage.assemblies[] | "\(.coverage // 0) %\t\(.coveredlines) of \(.coverablelines) lines\t\(.name)"' "$summary" | column -t -s $'\t'
missing=""
for project in src/*/*.csproj samples/Grocery.Samples.*/*.csproj; do
  # A package of templates has no assembly.
  if grep -q '<PackageType>Template</PackageType>' "$project"; then
    continue
  fi
  name=$(basename "$project" .csproj)
  jq -e --arg name "$name" 'any(.coverage.assemblies[]; .name == $name)' "$summary" >/dev/null || missing+=" $name"
done
[ -z "$missing" ] || fail "these were not measured at all:$missing. Did their suites run, and could the collector instrument them (dotnet test --diag:FILE)?"

# reportgenerator rounds down to one digit; the gate counts lines.
jq -e --argjson minimum "$minimum" '.summary | 100 * .coveredlines >= $minimum * .coverablelines' "$summary" >/dev/null ||
  fail "$(jq -r '"\(.summary.linecoverage) %"' "$summary") of the lines are covered, less than $minimum %"
printf '%s %% of %s lines are covered, at least %s %%\n' "$(jq -r .summary.linecoverage "$summary")" "$(jq -r .summary.coverablelines "$summary")" "$minimum"
