# shellcheck shell=bash
# What the scripts beside this file share. They set -euo pipefail, then source it.

scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
terraform_root=$(cd "$scripts/../terraform" && pwd)
system="$terraform_root/system"
script=$(basename "$0")
dry_run=false
assume_yes=false

# What a dry run would do goes here, also from within $(…).
exec 3>&1

usage_error() {
  printf '%s: %s\n%s --help shows how to use it.\n' "$script" "$1" "$script" >&2
  exit 2
}

fail() {
  printf '%s: %s\n' "$script" "$1" >&2
  exit 1
}

say() { printf '%s\n' "$*" >&3; }

need() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || fail "$tool is not installed, or not on PATH"
  done
}

quoted() {
  local word line=""
  for word in "$@"; do
    case "$word" in
      "" | *[!A-Za-z0-9_./:=,@%+-]*) line+=" '${word//\'/\'\\\'\'}'" ;;
      *) line+=" $word" ;;
    esac
  done
  printf '%s' "${line# }"
}

# Runs a command that changes something, or shows it in a dry run.
run() {
  if [ "$dry_run" = true ]; then
    say "+ $(quoted "$@")"
  else
    "$@"
  fi
}

# Runs a command that asks for something; a dry run shows it, and takes the first argument for the answer.
ask() {
  local assumed=$1
  shift
  if [ "$dry_run" = true ]; then
    say "+ $(quoted "$@")"
    printf '%s\n' "$assumed"
  else
    "$@"
  fi
}

environments() {
  local folder
  for folder in "$terraform_root"/environments/*/; do
    if [ -f "$folder/backend.hcl" ]; then basename "$folder"; fi
    if [ -f "$folder/recovery/backend.hcl" ]; then printf '%s-recovery\n' "$(basename "$folder")"; fi
  done | paste -sd ' ' -
}

# value NAME [FILE]…: what a variable is set to in these files, else in those of the environment; the last counts, as for Terraform.
value() {
  local name=$1
  shift
  if [ "$#" -eq 0 ]; then set -- "${value_files[@]}"; fi
  sed -n "s/^$name *= *\"\(.*\)\".*/\1/p" "$@" | tail -n 1
}

# Everything that depends on the environment; ends the script when there is none of this name.
# NAME-recovery is NAME made again in another region: its values, with those of its folder recovery over them, and a state of its own.
use_environment() {
  environment=$1
  folder="$terraform_root/environments/${environment%-recovery}"
  images_file="$folder/images.tfvars.json"
  value_files=("$folder/terraform.tfvars")
  if [[ "$environment" == *-recovery ]]; then
    folder+=/recovery
    value_files+=("$folder/terraform.tfvars")
  fi
  [[ "$environment" =~ ^[a-z][a-z0-9-]*$ && -f "$folder/backend.hcl" ]] ||
    usage_error "there is no environment \"$environment\"; allowed: $(environments)"
  [ -f "$images_file" ] || fail "$images_file is missing: it holds the image of each service, {\"images\": {\"cart\": \"…@sha256:…\"}}"
  jq -e '.images | type == "object"' "$images_file" >/dev/null 2>&1 || fail "$images_file is not JSON of the form {\"images\": {\"cart\": \"…@sha256:…\"}}"
  pinned_file="${images_file%/*}/pinned.json"

  # Each environment has its own working data, so that none can be applied to the state of another.
  export TF_DATA_DIR="$folder/.terraform" TF_IN_AUTOMATION=1 TF_INPUT=0
  # AWS's commands ask in the region in which Terraform works.
  AWS_REGION=$(value region)
  [ -n "$AWS_REGION" ] || fail "$folder/terraform.tfvars has no line region = \"…\""
  images_region=$(value region "${value_files[0]}")
  export AWS_REGION AWS_DEFAULT_REGION="$AWS_REGION" AWS_PAGER=""
}

services() { jq -r '.images | keys | join(" ")' "$images_file"; }

use_service() {
  service=$1
  jq -e --arg service "$service" '.images | has($service)' "$images_file" >/dev/null ||
    usage_error "there is no service \"$service\" in $environment; allowed: $(services)"
}

image_of() { jq -r --arg service "$1" '.images[$service]' "$images_file"; }

# A pinned service gets no other image.
require_not_pinned() {
  local reason=""
  if [ -f "$pinned_file" ]; then reason=$(jq -r --arg service "$1" '.[$service] // empty' "$pinned_file"); fi
  [ -z "$reason" ] || [ "$(image_of "$1")" = "$2" ] || fail "$1 in $environment is pinned: $reason. First: eng/grocery unpin $1 ${environment%-recovery}"
}

# The file names the images of the first region; a recovery runs their copies in its own. These lead from one to the other.
copy_of() { printf '%s\n' "${1/.dkr.ecr.$images_region./.dkr.ecr.$AWS_REGION.}"; }
original_of() { printf '%s\n' "${1/.dkr.ecr.$AWS_REGION./.dkr.ecr.$images_region.}"; }

set_image() {
  require_not_pinned "$1" "$2"
  write_image "$1" "$2"
}

# Writes the image of a service into the file that Terraform reads.
write_image() {
  local new
  new=$(jq --arg service "$1" --arg image "$2" '.images[$service] = $image' "$images_file")
  if [ "$dry_run" = true ]; then
    say "+ write \"$1\": \"$2\" into $images_file"
  else
    # By renaming, so that nobody reads half a file.
    printf '%s\n' "$new" >"$images_file.new" && mv "$images_file.new" "$images_file"
  fi
}

# say_how_to_record REASON SERVICE…: the file is generated from infra/versions.yaml; until that says the same, whoever generates it anew undoes this.
# Of several, each record would find the others' images in the way of its commit.
say_how_to_record() {
  local reason=$1 service
  shift
  if [ "$dry_run" = true ] || [ "$#" -eq 0 ]; then return; fi
  if [ "$#" -eq 1 ]; then
    say "Record it: eng/grocery record $1 ${environment%-recovery} $(image_of "$1") --reason \"$reason\""
    return
  fi
  say "Record them:"
  for service in "$@"; do say "  eng/grocery record $service ${environment%-recovery} $(image_of "$service") --reason \"$reason\" --no-commit"; done
  say "  git commit --message \"$reason\" -- infra"
}

terraform_init() { run terraform -chdir="$system" init -reconfigure -backend-config="$folder/backend.hcl" >&2; }

# "ACTION ADDRESS" of everything that a plan, as JSON, changes: create, update, replace, delete, forget.
changes_of() {
  jq -r '.resource_changes[]? | select(.mode == "managed") | . as $of | .change.actions // []
    | (if length == 2 then "replace" else .[0] // "no-op" end) | select(. != "no-op" and . != "read") | "\(.) \($of.address)"' <<<"$1"
}

# Says what a plan does: how much of each, and by name all but what is new.
show_changes() {
  local action
  say "The plan of $environment: $(for action in create update replace delete; do
    printf '%s to %s\n' "$(grep -c "^$action " <<<"$1" || true)" "$action"
  done | paste -sd ',' - | sed 's/,/, /g')."
  grep -v '^create ' <<<"$1" | sed 's/^./  &/' >&3 || true
}

# Plans, holds the plan to the policies and shows it; "changes" is then what changes_of says of it. Further arguments are for the plan.
# Called within an "if", where bash goes on after an error: hence every step says what follows from its own.
terraform_plan() {
  local json
  plan="$folder/.terraform/plan"
  changes=""
  if [ "$dry_run" = false ]; then mkdir -p "$folder/.terraform"; fi
  run terraform -chdir="$system" plan -out="$plan" "${value_files[@]/#/-var-file=}" -var-file="$images_file" -var-file="$terraform_root/environments/slo.tfvars.json" "$@" >&2 ||
    fail "Terraform could not plan $environment; nothing was changed"
  if [ "$dry_run" = true ]; then
    say "+ terraform -chdir=$system show -json $plan | $(dirname "$scripts")/policy/check -"
    return
  fi
  json=$(terraform -chdir="$system" show -json "$plan") || fail "Terraform could not read its plan of $environment; nothing was changed"
  "$(dirname "$scripts")/policy/check" - <<<"$json" >&2 || fail "the plan of $environment does not pass the policies; nothing was changed"
  changes=$(changes_of "$json") || fail "the plan of $environment could not be read; nothing was changed"
  show_changes "$changes"
}

# Plans, asks, and applies the plan. Further arguments are for the plan.
# With may_replace set, a plan that deletes or replaces anything but the resources of these addresses, one a line, is refused.
terraform_apply() {
  local plan changes lost
  terraform_plan "$@"
  if [ -n "${may_replace:-}" ]; then
    lost=$(grep -E '^(replace|delete|forget) ' <<<"$changes" | cut -d ' ' -f 2- | grep -vxF -- "$may_replace" | paste -sd ' ' -) || true
    [ -z "$lost" ] || fail "the plan of $environment also deletes or replaces $lost; nothing was changed. Apply that by itself first, or pass --allow-changes"
  fi
  if [ -n "$changes" ]; then confirm "${question:-Apply this to $environment?}"; fi
  run terraform -chdir="$system" apply "$plan" >&2 || fail "Terraform could not apply its plan of $environment"
}

# What the environment says of itself: url, cluster_name, service_names, database_roles.
read_outputs() {
  local assumed
  assumed=$(jq -c '{ url: { value: "URL" }, cluster_name: { value: "CLUSTER" },
    service_names: { value: (.images | map_values("SERVICE")) },
    database_roles: { value: { cluster: "CLUSTER", taskDefinition: "TASK_DEFINITION" } } }' "$images_file")
  outputs=$(ask "$assumed" terraform -chdir="$system" output -json)
  cluster=$(jq -r '.cluster_name.value // empty' <<<"$outputs")
  # shellcheck disable=SC2034 # the scripts use it
  url=$(jq -r '.url.value // empty' <<<"$outputs")
  [ -n "$cluster" ] || fail "$environment has no output cluster_name: it was never applied; run setup-environment $environment"
}

ecs_name() {
  jq -er --arg service "$1" '.service_names.value[$service]' <<<"$outputs" 2>/dev/null ||
    fail "$environment has no ECS service for $1: apply it first, by setup-environment $environment"
}

# Asks before something is done to an environment that people use.
confirm() {
  [ "$dry_run" = false ] && [ "$assume_yes" = false ] && [ -t 0 ] || return 0
  local answer
  read -r -p "$1 [y/N] " answer
  [[ "$answer" =~ ^[yY]$ ]] || fail "stopped; nothing was changed"
}

# A tag can come to mean another image than the one that was looked at.
require_digests() {
  local image
  [ "$#" -gt 0 ] || usage_error "name at least one image, REPOSITORY@sha256:<64 hex digits>"
  for image in "$@"; do
    [[ "$image" =~ ^[^@[:space:]]+@sha256:[0-9a-f]{64}$ ]] || usage_error "the image is \"$image\": name it by digest, REPOSITORY@sha256:<64 hex digits>"
  done
}

# Signs Cosign in to the registries of these images, as far as they are of ECR.
registry_login() {
  local registry
  for registry in $(printf '%s\n' "$@" | cut -d / -f 1 | sort -u); do
    [[ "$registry" =~ ^[0-9]{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com$ ]] || continue
    if [ "$dry_run" = true ]; then
      say "+ aws ecr get-login-password --region ${BASH_REMATCH[1]} | cosign login --username AWS --password-stdin $registry"
    else
      aws ecr get-login-password --region "${BASH_REMATCH[1]}" | cosign login --username AWS --password-stdin "$registry" >&2 || fail "$registry lets nobody in with the present credentials"
    fi
  done
}
