#!/usr/bin/env bash
# Runs the scanners over the source, or over an image, and lets the gate decide.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "$0")/../lib.sh"

usage() {
  cat <<'TEXT'
Usage: eng/supply-chain/scan.sh [--output FOLDER] source
       eng/supply-chain/scan.sh [--output FOLDER] image SERVICE IMAGE

source   known weaknesses of what the packages and lock files bring (Trivy), of the code (Semgrep), of Terraform, Dockerfile and workflows
         (Checkov), and secrets, in the whole history where there is one (gitleaks)
image    known weaknesses of what is in an image (Trivy), of this machine or of a registry

Every scanner leaves a SARIF report; all of them run before eng/supply-chain/gate.sh decides.

  --output FOLDER  where the reports go; default artifacts/scan
  --help           prints this text

The scanners are those of eng/tools.txt: PATH="$(eng/install-tools.sh trivy semgrep checkov gitleaks):$PATH". They fetch what is known of weaknesses
from their makers.
TEXT
}

output=$root/artifacts/scan
arguments=()
while [ "$#" -gt 0 ]; do
  case "$1" in
    -h | --help)
      usage
      exit 0
      ;;
    --output)
      [ -n "${2:-}" ] || usage_error "--output needs a folder"
      output=$(realpath -m -- "$2")
      shift
      ;;
    -*) usage_error "unknown option $1" ;;
    *) arguments+=("$1") ;;
  esac
  shift
done

reports=()
failed=()

# GitHub takes two reports of one tool only when each run says what it looked at.
name_runs() {
  local named
  named=$(jq --arg id "$1/" '.runs[].automationDetails.id = $id' "$output/$1.sarif") && printf '%s\n' "$named" >"$output/$1.sarif"
}

# scanner NAME COMMAND…: the command writes $output/NAME.sarif; a scanner that fails does not keep the others from running.
scanner() {
  local name=$1
  shift
  rm -f "$output/$name.sarif"
  printf '== %s\n' "$name"
  if "$@" && [ -s "$output/$name.sarif" ] && name_runs "$name"; then reports+=("$output/$name.sarif"); else failed+=("$name"); fi
}

checkov_into() {
  checkov --directory . --framework terraform dockerfile github_actions --skip-path artifacts --skip-path '.*/node_modules/.*' --skip-path infra/policy/tests \
    --quiet --compact --soft-fail --output sarif --output-file-path "$output/checkov" && mv "$output/checkov/results_sarif.sarif" "$1"
}

# A copy of the source without its history, as the pipeline of AWS gets one, has only its files.
gitleaks_into() {
  local what=dir
  if git rev-parse --git-dir >/dev/null 2>&1; then what=git; fi
  gitleaks "$what" --no-banner --redact --config .gitleaks.toml --exit-code 0 --report-format sarif --report-path "$1" .
}

scan_source() {
  need trivy semgrep checkov gitleaks
  "$eng/supply-chain/sbom.sh" --output "$root/artifacts/sbom/Grocery.Platform.cdx.json"
  scanner trivy-packages trivy sbom --quiet --format sarif --output "$output/trivy-packages.sarif" artifacts/sbom/Grocery.Platform.cdx.json
  scanner trivy-source trivy fs --quiet --scanners vuln --skip-dirs artifacts --skip-dirs '**/node_modules' --format sarif --output "$output/trivy-source.sarif" .
  scanner semgrep semgrep scan --metrics off --quiet --config p/csharp --config p/javascript --config p/dockerfile --config p/github-actions \
    --exclude artifacts --exclude node_modules --sarif-output "$output/semgrep.sarif" .
  scanner checkov checkov_into "$output/checkov.sarif"
  scanner gitleaks gitleaks_into "$output/gitleaks.sarif"
}

case "${arguments[0]:-}" in
  source)
    [ "${#arguments[@]}" -eq 1 ] || usage_error "source takes no argument"
    cd "$root"
    mkdir -p "$output"
    scan_source
    ;;
  image)
    [ "${#arguments[@]}" -eq 3 ] || usage_error "image needs a service and its image"
    project_of "${arguments[1]}" >/dev/null
    need trivy
    mkdir -p "$output"
    scanner "image-${arguments[1]}" trivy image --quiet --scanners vuln --format sarif --output "$output/image-${arguments[1]}.sarif" "${arguments[2]}"
    ;;
  *) usage_error "name what to scan: source, or image SERVICE IMAGE" ;;
esac

if [ "${#failed[@]}" -gt 0 ]; then fail "these scanners failed or left no report: ${failed[*]}"; fi
"$eng/supply-chain/gate.sh" "${reports[@]}"
