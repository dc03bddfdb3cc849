#!/usr/bin/env bash
# Passes every test from a fresh clone: installs what the tests need, restores, builds, checks, packs, runs every suite.
# The last line is "N passed, N failed"; the exit code is 0 only when nothing failed, was skipped or was empty.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: eng/test.sh [--coverage] [SUITE]

  SUITE        run only the suites whose name contains this text, such as Health or infrastructure
  --coverage   also measure which lines the .NET suites run, and hold that to a minimum when all of them ran (eng/coverage.sh); takes longer

artifacts/test-results has a result file of each suite, for .NET (trx) and for JUnit (junit.xml).

Environment:
  APPROVE_API=1         accept the public API as it is: rewrite tests/Grocery.Platform.Conventions.Tests/Api/*.txt
  APPROVE_TELEMETRY=1   accept what the packages report as it is: rewrite docs/telemetry.md
  APPROVE_SCHEMA=1      accept the schema of the settings as it is: rewrite src/*/ConfigurationSchema.json
TEXT
}

filter=""
coverage=()
while [ "$#" -gt 0 ]; do
  case "$1" in
    -h | --help)
      usage
      exit 0
      ;;
    --coverage) coverage=(--collect "XPlat Code Coverage" --settings tests/coverage.runsettings) ;;
    -*)
      printf 'eng/test.sh: unknown option %s\n\n' "$1" >&2
      usage >&2
      exit 2
      ;;
    *)
      if [ -n "$filter" ]; then
        printf 'eng/test.sh: one SUITE at a time: "%s" and "%s" were given\n' "$filter" "$1" >&2
        exit 2
      fi
      filter=$1
      ;;
  esac
  shift
done

cd "$(dirname "$0")/.."
results="$PWD/artifacts/test-results"
passed=0
failed=0
failures=()

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

step() { printf '\n== %s\n' "$*"; }

# Whatever ends the script, the last line says how it went.
finish() {
  local status=$?
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    failed=1
  fi
  if [ "${#failures[@]}" -gt 0 ]; then
    step "What failed"
    printf '%s\n' "${failures[@]}"
  fi
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ] || exit 1
}
trap finish EXIT

debian_packages=(
  "promtool:prometheus"
  "amtool:prometheus-alertmanager"
  "shellcheck:shellcheck"
  "jq:jq"
  "postgres:postgresql"
  "faketime:faketime"
  "chromium:chromium"
  "docker-compose:docker-compose"
  "xsltproc:xsltproc"
  "yq:yq"
  "wrk:wrk"
  "node:nodejs"
  "npm:npm"
  "curl:curl"
  "unzip:unzip"
)

has() {
  command -v "$1" >/dev/null 2>&1 || compgen -G "/usr/lib/postgresql/*/bin/$1" >/dev/null
}

install_debian_packages() {
  local missing=() entry
  for entry in "${debian_packages[@]}"; do
    has "${entry%%:*}" || missing+=("${entry##*:}")
  done
  if [ "${#missing[@]}" -eq 0 ]; then
    echo "Debian packages: all present"
    return
  fi

  if ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need these Debian packages, and apt-get is not here: ${missing[*]}. Install what provides these programs." >&2
    return 1
  fi

  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  echo "Installing Debian packages: ${missing[*]}"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Reads one attribute of the result file's <Counters> element.
counter() {
  sed -n "s/.*<Counters[^>]* $2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1
}

run_suite() {
  local project=$1 name trx ok total executed status=0
  name=$(basename "$project" .csproj)
  trx="$results/$name.trx"
  step "$name"
  dotnet test "$project" --configuration Release --no-build --nologo \
    --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
    --blame-hang-timeout 10m --blame-hang-dump-type none "${coverage[@]}" || status=$?

  if [ ! -f "$trx" ]; then
    echo "$name: no result file; the suite did not run." >&2
    failed=$((failed + 1))
    return
  fi

  xsltproc --stringparam suite "$name" --output "$results/$name.junit.xml" eng/junit.xslt "$trx"
  mapfile -t -O "${#failures[@]}" failures < <(xsltproc eng/failures.xslt "$results/$name.junit.xml")
  total=$(counter "$trx" total)
  executed=$(counter "$trx" executed)
  ok=$(counter "$trx" passed)
  passed=$((passed + ok))
  failed=$((failed + executed - ok))
  if [ "$total" -eq 0 ]; then
    echo "$name: the suite is empty." >&2
    failed=$((failed + 1))
  elif [ "$executed" -lt "$total" ]; then
    echo "$name: $((total - executed)) skipped; a skipped test is a failed one." >&2
    failed=$((failed + total - executed))
  elif [ "$status" -ne 0 ] && [ "$executed" -eq "$ok" ]; then
    echo "$name: the run ended with exit code $status before all its tests were done." >&2
    failed=$((failed + 1))
  fi
}

# Adds the counts of a program that tests, which its last line says.
run_program() {
  local name=$1 program=$2 log="$results/$1.log" counts
  step "$name"
  mkdir -p "$results"
  "$program" 2>&1 | tee "$log" || true
  mapfile -t -O "${#failures[@]}" failures < <(sed -n "s/^not ok */$name: /p" "$log")
  counts=$(tail -n 1 "$log")
  if [[ "$counts" =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1]))
    failed=$((failed + BASH_REMATCH[2]))
  else
    echo "$program: no counts in its last line." >&2
    failed=$((failed + 1))
  fi
}

step "Machine"
install_debian_packages
echo ".NET SDK $(dotnet --version)"

step "Restore and build"
dotnet restore Grocery.Platform.slnx
dotnet build Grocery.Platform.slnx --configuration Release --no-restore -p:ContinuousIntegrationBuild=true

step "Formatting and scripts"
dotnet format Grocery.Platform.slnx --no-restore --verify-no-changes
mapfile -t scripts < <(git ls-files .ci eng infra samples | xargs grep -lE '^#!.*\b(ba)?sh$')
shellcheck -x "${scripts[@]}"
echo "clean"

step "Packages"
eng/pack.sh

rm -rf "$results"
ran=0
for project in tests/*.Tests/*.Tests.csproj; do
  if [[ "$(basename "$project" .csproj)" == *"$filter"* ]]; then
    run_suite "$project"
    ran=$((ran + 1))
  fi
done

for program in cli:eng/cli/test infrastructure:infra/test.sh; do
  if [[ "${program%%:*}" == *"$filter"* ]]; then
    run_program "${program%%:*}" "${program#*:}"
    ran=$((ran + 1))
  fi
done

if [ "$ran" -eq 0 ]; then
  echo "No suite's name contains \"$filter\"." >&2
  exit 1
fi

if [ "${#coverage[@]}" -gt 0 ]; then
  step "Coverage"
  if [ -n "$filter" ]; then
    echo "Not held to a minimum: only the suites with \"$filter\" ran. The reports are under $results."
  elif eng/coverage.sh "$results"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
fi
