#!/usr/bin/env bash
# Runs the labs of docs/learn and compares what comes with what the pages say. The last line is "N passed, N failed".
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: eng/labs.sh [PAGE]

  PAGE   run only the pages whose name contains this text, such as 2 or delivery

Each ```sh block of a page is run by bash, from the root of the repository, in the order of the page. Each line of the ```text block
behind it must come somewhere in what it prints; "…" in such a line stands for anything.
TEXT
}

case "${1:-}" in
  -h | --help)
    usage
    exit 0
    ;;
  -*)
    printf 'eng/labs.sh: unknown option %s\n\n' "$1" >&2
    usage >&2
    exit 2
    ;;
esac

cd "$(dirname "$0")/.."
filter="${1:-}"
passed=0
failed=0
work=$(mktemp -d)

finish() {
  local status=$?
  rm -rf "$work"
  if [ "$status" -eq 2 ]; then exit 2; fi
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    failed=1
  fi
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ] || exit 1
}
trap finish EXIT

# Writes the blocks of a page as 01.sh, 01.text, 02.sh …, and the line on which each begins as 01.line.
split() {
  awk -v folder="$2" '
    /^```sh$/ { n++; name = sprintf("%s/%02d", folder, n); out = name ".sh"; printf "" > out; print NR + 1 > (name ".line"); next }
    /^```text$/ && n { out = name ".text"; next }
    /^```/ { out = ""; next }
    out != "" { print > out }
  ' "$1"
}

# Says which of the expected lines did not come.
missing() {
  local expected pattern line found
  while IFS= read -r expected; do
    [ -n "$expected" ] || continue
    pattern=$(printf '%s' "$expected" | sed 's/[]\\*?[]/\\&/g; s/…/*/g')
    found=""
    while IFS= read -r line; do
      # shellcheck disable=SC2053  # a pattern on purpose
      [[ "$line" == *$pattern* ]] && found=yes
    done <"$2"
    [ -n "$found" ] || printf '%s\n' "$expected"
  done <"$1"
}

run_block() {
  local page=$1 block=$2 output="$2.out" status=0 absent="" place
  place="$page:$(cat "$block.line")"
  timeout --kill-after=10 600 bash -euo pipefail "$block.sh" >"$output" 2>&1 </dev/null || status=$?
  [ ! -f "$block.text" ] || absent=$(missing "$block.text" "$output")
  if [ "$status" -eq 0 ] && [ -z "$absent" ]; then
    passed=$((passed + 1))
    printf 'ok      %s\n' "$place"
    return
  fi

  failed=$((failed + 1))
  printf 'not ok  %s: exit code %d\n' "$place" "$status"
  [ -z "$absent" ] || printf '%s\n' "$absent" | sed 's/^/        did not come: /'
  sed 's/^/        /' "$output"
}

for page in docs/learn/*.md; do
  [[ "$(basename "$page")" == *"$filter"* ]] || continue
  folder="$work/$(basename "$page" .md)"
  mkdir "$folder"
  split "$page" "$folder"
  for script in "$folder"/*.sh; do
    [ -e "$script" ] || continue
    run_block "$page" "${script%.sh}"
  done
done

if [ $((passed + failed)) -eq 0 ]; then
  echo "eng/labs.sh: no page of docs/learn has \"$filter\" in its name, or none of them a lab." >&2
  exit 2
fi
