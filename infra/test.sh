#!/usr/bin/env bash
# Tests everything under infra/: Terraform modules and environments, policies, scripts. The last line is "N passed, N failed".
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: infra/test.sh [PART]

  PART   only what has this text in its name, such as modules/service, prod, policy or kubernetes

Modules are validated and tested, and environments planned, with a terraform that needs no network: TERRAFORM_OFFLINE, or
terraform-offline/tf in a folder "shared" beside the repository. Where there is none, but the registry of Terraform can be reached,
they are initialised and validated; without either, only their format is checked. What is left out is said.

Environment:
  TERRAFORM_OFFLINE     a program that is called like terraform, with the folder before the arguments
  APPROVE_CONTRACTS=1   take the probe contracts of the last build over into infra/terraform/contracts
TEXT
}

case "${1:-}" in
  -h | --help)
    usage
    exit 0
    ;;
  -*)
    printf 'infra/test.sh: unknown option %s\n\n' "$1" >&2
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
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    failed=1
  fi
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ] || exit 1
}
trap finish EXIT

wanted() { [[ "$1" == *"$filter"* ]]; }

# Runs a command as one test; what it prints is shown only when it fails.
check() {
  local name=$1
  shift
  wanted "$name" || return 0
  if "$@" >"$work/output" 2>&1; then
    passed=$((passed + 1))
    printf 'ok      %s\n' "$name"
  else
    failed=$((failed + 1))
    printf 'not ok  %s\n' "$name"
    sed 's/^/        /' "$work/output"
  fi
}

# Adds the counts that a test program prints in its last line, such as "Success! 12 passed, 0 failed."
add_counts() {
  local name=$1 status=0 counts
  shift
  wanted "$name" || return 0
  "$@" >"$work/output" 2>&1 || status=$?
  counts=$(grep -E '[0-9]+ passed, [0-9]+ failed' "$work/output" | tail -n 1)
  if [[ ! "$counts" =~ ([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then
    failed=$((failed + 1))
    printf 'not ok  %s: it gave no counts\n' "$name"
    sed 's/^/        /' "$work/output"
    return
  fi

  local ok=${BASH_REMATCH[1]} bad=${BASH_REMATCH[2]}
  if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ] || [ $((ok + bad)) -eq 0 ]; then
    bad=$((bad + 1))
  fi
  passed=$((passed + ok))
  failed=$((failed + bad))
  if [ "$bad" -eq 0 ]; then
    printf 'ok      %s: %d\n' "$name" "$ok"
  else
    printf 'not ok  %s: %d passed, %d failed\n' "$name" "$ok" "$bad"
    sed 's/^/        /' "$work/output"
  fi
}

find_offline() {
  local candidate
  for candidate in "${TERRAFORM_OFFLINE:-}" ../shared/terraform-offline/tf; do
    if [ -n "$candidate" ] && [ -x "$candidate" ]; then
      realpath "$candidate"
      return
    fi
  done
}

validate_online() {
  TF_DATA_DIR="$work/data-$2" terraform -chdir="$1" init -backend=false -input=false >/dev/null
  TF_DATA_DIR="$work/data-$2" terraform -chdir="$1" validate
}

plan() {
  local environment=$1 root=infra/terraform/system folder=$PWD/infra/terraform/environments/${1%-recovery}
  local values=(-var-file="$folder/terraform.tfvars" -var-file="$folder/images.tfvars.json" -var-file="$folder/../slo.tfvars.json")
  if [[ "$environment" == *-recovery ]]; then values+=(-var-file="$folder/recovery/terraform.tfvars"); fi
  if [ "$environment" = delivery ]; then
    root=infra/terraform/delivery
    values=()
  fi

  "$offline" "$root" plan -input=false -out="$work/$environment.plan" "${values[@]}"
  "$offline" "$root" show -json "$work/$environment.plan" >"$work/$environment.json"
}

buildspecs() {
  [ -f "$work/delivery.json" ] || plan delivery >/dev/null
  infra/buildspecs/test "$work/delivery.json"
}

# Every runbook that an alarm or an event names is one that there is; that each names one is a policy. A plan without any would prove nothing.
find_runbooks() {
  local runbook status=0 runbooks=()
  mapfile -t runbooks < <(jq -r '[.resource_changes[].change.after // {} | .alarm_description?, (.input_transformer? // [])[0]?.input_template | strings
    | capture("Runbook: .*/(?<name>[^/ \"]+)\"?$").name] | unique[]' "$1")
  if [ "${#runbooks[@]}" -eq 0 ]; then
    echo "No alarm of this plan names a runbook."
    return 1
  fi
  for runbook in "${runbooks[@]}"; do
    [ -f "docs/operations/runbooks/$runbook" ] || { echo "An alarm names $runbook, which is not under docs/operations/runbooks."; status=1; }
  done
  return "$status"
}

# Every role of an environment is within the boundary, but that of whoever deploys it.
find_unbounded_roles() {
  local roles
  roles=$(jq -r '.resource_changes[] | select(.type == "aws_iam_role" and .address != "aws_iam_role.deployer[\"deploy\"]")
    | "\(.change.after.permissions_boundary // .change.after_unknown.permissions_boundary // false) \(.address)"' "$1")
  [ -n "$roles" ] || { echo "The plan has no role."; return 1; }
  if grep '^false ' <<<"$roles"; then
    echo "These roles have no permissions_boundary: the pipeline may not make them."
    return 1
  fi
}

# The login of a schema's owner is for the container that migrates, not for the role of the task.
find_owners_logins() {
  jq -e '.configuration.root_module.module_calls.service.expressions
    | def owner($of): [.[$of].references[]? | select(test("migration_secret_arns"))] != [];
      if owner("access") or owner("environment_variables") or owner("secrets") then "a service can read the login of its schema'"'"'s owner" | error
      elif owner("migration") | not then "nobody has the login of the schemas'"'"' owners" | error
      else true end' "$1"
}

# Where an account has a name once, whatever the region, a recovery takes another one than the environment that is lost.
find_collisions() {
  local environment
  for environment in "$1" "$1-recovery"; do
    jq -r '{ aws_budgets_budget: "name", aws_ce_anomaly_monitor: "name", aws_ce_anomaly_subscription: "name", aws_cloudwatch_dashboard: "dashboard_name",
        aws_iam_policy: "name", aws_iam_role: "name", aws_route53_health_check: "reference_name", aws_s3_bucket: "bucket" } as $global
      | .resource_changes[] | select(.mode == "managed") | .type as $type | .change.after as $of
      | if $global[$type] then "\($type) \($of[$global[$type]] // error("the name of \(.address) is not known before the apply"))"
        elif $type == "aws_cloudtrail" then $type
        elif $type == "aws_route53_record" and $of.zone_id != null and $of.name != null then "record \($of.name) \($of.type) \($of.set_identifier)"
        else empty end' "$work/$environment.json" | sort >"$work/$environment.names"
    [ -s "$work/$environment.names" ] || { echo "No name was found in the plan of $environment."; return 1; }
  done
  if comm -12 "$work/$1.names" "$work/$1-recovery.names" | grep .; then
    echo "$1 and its recovery both make these."
    return 1
  fi
}

compare_contracts() {
  local service project built status=0
  for service in storefront:Storefront cart:Carts order:Orders product:Products summary:Summary; do
    project=Grocery.Samples.${service#*:}
    service=${service%%:*}
    built=artifacts/bin/$project/release/grocery-probes.json
    if [ "${APPROVE_CONTRACTS:-}" = 1 ]; then
      cp "$built" "infra/terraform/contracts/$service.json"
    elif ! diff -u "infra/terraform/contracts/$service.json" "$built"; then
      echo "$service: its build says something else about probes, ports or its stop than what is deployed. If that is meant: APPROVE_CONTRACTS=1 infra/test.sh contracts, and look at the plans."
      status=1
    fi
  done
  return "$status"
}

# What "dotnet new grocery-service" makes of Terraform, as it stands in the template, with the module of this checkout.
plan_instance() {
  local folder="$work/instance-$1" kind=$1 module values=()
  mkdir -p "$folder"
  cp src/Grocery.Platform.Templates/content/GroceryService/infra/*.tf "$folder"
  module=$(realpath --relative-to="$folder" infra/terraform/modules/service)
  sed -i "s|\"git::[^\"]*//infra/terraform/modules/service?ref=[^\"]*\"|\"$module\"|" "$folder/main.tf"
  if [ "$kind" = postgres ]; then
    rm "$folder/no-database.tf"
    values=(-var 'database={secret_arn="arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-a1b2c3",kms_key_arn="arn:aws:kms:eu-west-1:123456789012:key/0a0a",host="db.internal",name="items",security_group_id="sg-0d"}')
  else
    mv "$folder/no-database.tf" "$folder/database.tf"
  fi
  jq '.service = "service-slug"' infra/terraform/contracts/product.json >"$folder/grocery-probes.json"
  "$offline" "$folder" plan -input=false -out="$folder/plan" -var name=grocery-dev -var environment=dev -var vpc_id=vpc-0a -var 'subnet_ids=["subnet-0a","subnet-0b"]' \
    -var "image=123456789012.dkr.ecr.eu-west-1.amazonaws.com/grocery/service-slug@sha256:$(printf '0%.0s' {1..64})" -var "contract=$folder/grocery-probes.json" \
    -var 'cluster={arn="arn:aws:ecs:eu-west-1:123456789012:cluster/grocery-dev",name="grocery-dev"}' \
    -var endpoint_security_group_id=sg-0e -var s3_prefix_list_id=pl-6da54004 "${values[@]}"
  "$offline" "$folder" show -json "$folder/plan" | jq -e '[.planned_values.root_module.child_modules[].resources[] | select(.type == "aws_ecs_service")] | length == 1'
}

roots=(infra/terraform/bootstrap infra/terraform/delivery infra/terraform/system)
folders=(infra/terraform/modules/* "${roots[@]}")
offline=$(find_offline)

if command -v terraform >/dev/null 2>&1; then
  check "format" terraform fmt -recursive -check -diff infra
  check "format of a new service" terraform fmt -recursive -check -diff src/Grocery.Platform.Templates/content
  if [ -n "$offline" ]; then
    for folder in "${folders[@]}"; do
      check "${folder#infra/terraform/}: valid" "$offline" "$folder" validate
      add_counts "${folder#infra/terraform/}: tests" env TERRAFORM="$offline" infra/terraform/test "$folder"
    done

    for environment in dev staging prod prod-recovery delivery; do
      check "environment $environment: plan" plan "$environment"
      check "environment $environment: policies" infra/policy/check "$work/$environment.json"
      check "environment $environment: runbooks" find_runbooks "$work/$environment.json"
      [ "$environment" = delivery ] || check "environment $environment: roles within the boundary" find_unbounded_roles "$work/$environment.json"
    done

    check "a new service without a database: plan" plan_instance none
    check "a new service with a database: plan" plan_instance postgres
    add_counts "buildspecs: tests" buildspecs
    check "environment prod-recovery: no name twice, beside prod" find_collisions prod
    check "environment prod: services do not read owners' logins" find_owners_logins "$work/prod.json"

    add_counts "policy: tests" env TERRAFORM="$offline" infra/policy/test
  elif curl --silent --fail --max-time 5 --output /dev/null https://registry.terraform.io/.well-known/terraform.json; then
    echo "Left out, for want of a terraform that needs no network: tests of modules, plans of environments, policies. See infra/test.sh --help."
    for folder in "${folders[@]}"; do
      check "${folder#infra/terraform/}: valid" validate_online "$folder" "$(basename "$folder")"
    done
  else
    echo "Left out: all but the format of Terraform's files; neither TERRAFORM_OFFLINE nor the registry of Terraform is there. See infra/test.sh --help."
  fi
else
  echo "Left out: everything of Terraform, which is not here (https://developer.hashicorp.com/terraform/install, 1.10 or newer)."
fi

check "contracts: what is deployed is what the build says" compare_contracts
add_counts "modules/database: roles" infra/terraform/modules/database/tests/roles-test
add_counts "scripts: tests" infra/scripts/test

# Node of Debian 12 is older than what the packages are made for, and the programs in them are for one machine.
if ! wanted "kubernetes: tests"; then
  :
elif [ "$(uname -sm)" != "Linux x86_64" ]; then
  echo "Left out: the manifests of Kubernetes, whose programs are for Linux on x86-64."
elif ! node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' 2>/dev/null; then
  echo "Left out: the manifests of Kubernetes, which need node 20.19 or newer (https://nodejs.org/download)."
else
  add_counts "kubernetes: tests" infra/kubernetes/test
fi
