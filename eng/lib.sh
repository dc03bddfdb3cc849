# shellcheck shell=bash
# What the scripts of this folder share. They set -euo pipefail, then source it.

eng=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$eng")
script=$(basename "$0")

usage_error() {
  printf '%s: %s\n%s --help shows how to use it.\n' "$script" "$1" "$script" >&2
  exit 2
}

fail() {
  printf '%s: %s\n' "$script" "$1" >&2
  exit 1
}

need() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || fail "$tool is not installed, or not on PATH; eng/install-tools.sh installs what the pipelines use"
  done
}

# "SERVICE PROJECT" of everything that has an image; the compose file says it.
services_and_projects() {
  local compose="$root/samples/compose/compose.yml"
  awk '$1 == "PROJECT:" { project = $2 } $1 == "image:" && $2 ~ /^grocery\// { sub("grocery/", "", $2); print $2, project }' "$compose"
}

services() { services_and_projects | cut -d ' ' -f 1 | sort | paste -sd ' ' -; }

# The project of a service; ends the script when there is none of this name.
project_of() {
  local project
  project=$(services_and_projects | awk -v service="$1" '$1 == service { print $2 }')
  [ -n "$project" ] || usage_error "there is no service \"$1\"; allowed: $(services)"
  printf '%s\n' "$project"
}
