#!/usr/bin/env bash
# Decides by the reports of scanners whether a change may go on.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "$0")/../lib.sh"

usage() {
  cat <<'TEXT'
Usage: eng/supply-chain/gate.sh [--max-critical N] [--max-high N] REPORT...

Counts the findings of SARIF reports by severity, and fails when there are too many. The severity is the one that the scanner's tags name
(Trivy), else that of the CVSS score in "security-severity" (from 9 critical, from 7 high, from 4 medium), else that of the level (error is
high, warning medium, note low). A secret (gitleaks) is always critical. Suppressed findings are left out, and those that
eng/supply-chain/accepted.json names with a reason, until its date; both are counted and said.

  --max-critical N   how many critical findings may be there; default 0
  --max-high N       how many high ones; default 4
  --help             prints this text

Environment:
  ACCEPTED   another file than eng/supply-chain/accepted.json
  TODAY      another date than today's, as 2026-01-31

Exit code: 0 it may go on, 1 too many findings, 2 wrong arguments, or a report that says nothing: missing, no SARIF, or of a scan that failed.
TEXT
}

max_critical=0
max_high=4
reports=()
while [ "$#" -gt 0 ]; do
  case "$1" in
    -h | --help)
      usage
      exit 0
      ;;
    --max-critical | --max-high)
      [[ "${2:-}" =~ ^[0-9]+$ ]] || usage_error "$1 is \"${2:-}\": use a whole number"
      if [ "$1" = --max-critical ]; then max_critical=$2; else max_high=$2; fi
      shift
      ;;
    -*) usage_error "unknown option $1" ;;
    *) reports+=("$1") ;;
  esac
  shift
done
[ "${#reports[@]}" -gt 0 ] || usage_error "name at least one report"
need jq

accepted=${ACCEPTED:-$eng/supply-chain/accepted.json}
today=${TODAY:-$(date -u +%F)}
[[ "$today" =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] || usage_error "TODAY is \"$today\": use a date such as 2026-01-31"
jq -e 'type == "array" and all(.[]; (keys - ["rule", "path", "reason", "until"] == []) and (.rule | type == "string" and length > 0)
    and (.path // "" | type == "string") and (.reason | type == "string" and length >= 10) and (.until | type == "string" and test("^\\d{4}-\\d{2}-\\d{2}$")))' \
  "$accepted" >/dev/null 2>&1 ||
  usage_error "$accepted has to be an array of {\"rule\", \"path\" (optional), \"reason\" (10 characters or more), \"until\" (a date such as 2026-01-31)}"

# Every finding of a report, as "SEVERITY<tab>STATE<tab>TOOL<tab>RULE<tab>PLACE<tab>MESSAGE".
findings_of() {
  jq -r --slurpfile accepted "$accepted" --arg today "$today" '
    def by_score: if . >= 9 then "critical" elif . >= 7 then "high" elif . >= 4 then "medium" else "low" end;
    def by_level: { error: "high", warning: "medium", note: "low", none: "low" }[.] // "medium";
    .runs[] | .tool as $tool | [$tool.driver.rules[]?, $tool.extensions[]?.rules[]?] as $rules
    | .results[]? | select((.kind // "fail") as $kind | ["pass", "notApplicable", "informational"] | index($kind) | not)
    | . as $result | (.ruleId // .rule.id // "without a rule") as $id
    | (first($rules[] | select(.id == $id)) // $rules[.ruleIndex // -1 | if . < 0 then ($rules | length) else . end] // {}) as $rule
    | ([$rule.properties.tags[]? | ascii_downcase | select(IN("critical", "high", "medium", "low"))][0]) as $tag
    | (if $tool.driver.name | test("gitleaks"; "i") then "critical"
       else $tag // (($rule.properties["security-severity"] // $result.properties["security-severity"]) | if . == null then null else tonumber | by_score end)
         // ($result.level // $rule.defaultConfiguration.level // "warning" | by_level) end) as $severity
    | (.locations[0].physicalLocation // {}) as $place | ($place.artifactLocation.uri // "nowhere") as $path
    | (if (.suppressions // []) != [] then "suppressed"
       elif any($accepted[0][]; .rule == $id and (.path == null or .path == $path) and .until >= $today) then "accepted" else "open" end) as $state
    | [$severity, $state, $tool.driver.name, $id, "\($path)\($place.region.startLine // "" | if . == "" then "" else ":\(.)" end)",
       (.message.text // "" | split("\n")[0] | .[0:160])] | @tsv' "$1"
}

require_report() {
  [ -s "$1" ] || usage_error "there is no report $1, or it is empty: a scan that left nothing found nothing out"
  jq -e '(.version | startswith("2.1")) and (.runs | type == "array" and length > 0) and all(.runs[]; .tool.driver.name | type == "string")
      and all(.runs[]; .results | type == "array")' "$1" >/dev/null 2>&1 ||
    usage_error "$1 is no SARIF 2.1 report with at least one run and its results"
  jq -e 'all(.runs[].invocations[]?; .executionSuccessful != false)' "$1" >/dev/null ||
    usage_error "the scan of $1 failed: $(jq -r '[.runs[].invocations[]?.toolExecutionNotifications[]?.message.text][0] // "it does not say why"' "$1")"
}

all=""
for report in "${reports[@]}"; do
  require_report "$report"
  found=$(findings_of "$report") || usage_error "$report could not be read"
  printf '%s: %d findings\n' "$report" "$(grep -c . <<<"$found" || true)"
  all+="$found"$'\n'
done

count() { awk -F '\t' -v severity="$1" -v state="$2" '$1 == severity && $2 == state' <<<"$all" | grep -c . || true; }

awk -F '\t' '$2 == "open" && ($1 == "critical" || $1 == "high") { printf "  %-8s %s %s  %s  %s\n", $1, $3, $4, $5, $6 }' <<<"$all" | sort -u
critical=$(count critical open)
high=$(count high open)
printf '%d critical (at most %d), %d high (at most %d), %d medium, %d low; %d suppressed, %d accepted\n' "$critical" "$max_critical" "$high" "$max_high" \
  "$(count medium open)" "$(count low open)" "$(awk -F '\t' '$2 == "suppressed"' <<<"$all" | grep -c . || true)" "$(awk -F '\t' '$2 == "accepted"' <<<"$all" | grep -c . || true)"
if [ "$critical" -gt "$max_critical" ] || [ "$high" -gt "$max_high" ]; then
  fail "too many findings. Mend them; or, when one does not apply, name it in ${accepted#"$root"/} with the reason and a date, and show that in the review"
fi
