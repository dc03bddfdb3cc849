# shellcheck shell=bash
# What the tests share: a copy of the scripts with an environment of its own, a cloud to call, a shop to visit.

here=${here:?set by infra/scripts/test}
repository=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
passed=0
failed=0
shop_pid=""
shop=""

close_shop() {
  if [ -n "$shop_pid" ]; then
    kill "$shop_pid" 2>/dev/null || true
    wait "$shop_pid" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap close_shop EXIT

ok() {
  passed=$((passed + 1))
  printf 'ok %s\n' "$1"
}

not_ok() {
  failed=$((failed + 1))
  printf 'not ok %s\n' "$1"
  if [ -f "$work/said" ]; then sed 's/^/    /' "$work/said"; fi
}

# expect NAME CONDITION [-- CONDITION]…: each condition is a command.
expect() {
  local name=$1 condition=() word
  shift
  for word in "$@" --; do
    if [ "$word" != -- ]; then
      condition+=("$word")
      continue
    fi
    if ! "${condition[@]}" >/dev/null 2>&1; then
      not_ok "$name: $(printf '%q ' "${condition[@]}")"
      return
    fi
    condition=()
  done
  ok "$name"
}

# One service in the cloud, deployed twice: the second image is wrong, the first was good.
digest() { printf 'sha256:%064d' "$1"; }

image() { printf '123456789012.dkr.ecr.us-west-2.amazonaws.com/grocery/%s@%s' "$1" "$(digest "$2")"; }

definition() {
  jq -n --arg service "$2" --arg image "$(image "$2" "$3")" --arg status "${4:-ACTIVE}" \
    '{ status: $status, containerDefinitions: [{ name: "collector", image: "other" }, { name: $service, image: $image }] }' >"$CLOUD/definitions/$1.json"
}

new_cloud() {
  export CLOUD="$work/cloud"
  rm -rf "$CLOUD" "$work/infra"
  mkdir -p "$CLOUD/services" "$CLOUD/deployments" "$CLOUD/definitions" "$work/infra/scripts" "$work/infra/terraform/environments/dev" \
    "$work/infra/terraform/system" "$work/infra/terraform/bootstrap"
  find "$here" -maxdepth 1 -type f -exec cp {} "$work/infra/scripts" \;
  cp -r "$here/../policy" "$work/infra/policy"
  : >"$CLOUD/calls"
  touch "$CLOUD/applied" "$CLOUD/applied-all"
  echo 0 >"$CLOUD/task-exit-code"
  echo healthy >"$CLOUD/target-state"
  echo group >"$CLOUD/target-group"
  echo 3 >"$CLOUD/most-tasks"
  echo '{"ScheduledActions":[{"ScalableTargetAction":{"MinCapacity":0,"MaxCapacity":0}},{"ScalableTargetAction":{"MinCapacity":1,"MaxCapacity":3}}]}' >"$CLOUD/schedule.json"
  echo '{"format_version":"1.2","configuration":{"root_module":{}},"resource_changes":[]}' >"$CLOUD/plan.json"

  folder="$work/infra/terraform/environments/dev"
  images="$folder/images.tfvars.json"
  printf 'bucket       = "grocery-terraform-state-123456789012"\nregion       = "us-west-2"\nkms_key_id   = "alias/grocery-state"\n' >"$folder/backend.hcl"
  printf 'account_id = "123456789012"\nregion     = "us-west-2"\n' >"$folder/terraform.tfvars"
  jq -n --arg cart "$(image cart 2)" --arg order "$(image order 2)" '{ images: { cart: $cart, order: $order } }' >"$images"
  jq -n --arg url "$shop" '{ url: { value: $url }, cluster_name: { value: "grocery-dev" },
    service_names: { value: { cart: "grocery-dev-cart", order: "grocery-dev-order" } },
    database_roles: { value: { cluster: "grocery-dev", taskDefinition: "roles:1", networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1", "subnet-2"] } } } } }' >"$CLOUD/outputs.json"

  mkdir "$CLOUD/flags"
  echo '[{"AlarmArn":"alarm","AlarmRoleArn":"role"}]' >"$CLOUD/flags/monitors.json"
  echo '[{"DeploymentNumber":1,"ConfigurationName":"flags","ConfigurationVersion":"1","State":"COMPLETE"}]' >"$CLOUD/flags/deployments.json"
  jq -n '{ feature_management: { feature_flags: [{ id: "Checkout", enabled: true }, { id: "Slots", enabled: true, conditions: { client_filters: [{ name: "Microsoft.Targeting" }] } }] } }' \
    >"$CLOUD/flags/1.json"

  local service
  for service in cart order; do
    jq -n --arg definition "grocery-dev-$service:2" '{ taskDefinition: $definition, desiredCount: 2, runningCount: 2,
      deploymentConfiguration: { strategy: "ROLLING", maximumPercent: 200, alarms: { alarmNames: ["p95"], enable: true, rollback: true } },
      deployments: [{ rolloutState: "COMPLETED" }], loadBalancers: [{ targetGroupArn: "group", advancedConfiguration: { alternateTargetGroupArn: "other-group" } }] }' >"$CLOUD/services/grocery-dev-$service.json"
    jq -n --arg service "$service" '[1, 2] | map({ status: "SUCCESSFUL", createdAt: ., targetServiceRevisionArn: "revision/grocery-dev-\($service):\(.)" })' \
      >"$CLOUD/deployments/grocery-dev-$service.json"
    definition "grocery-dev-$service:1" "$service" 1
    definition "grocery-dev-$service:2" "$service" 2
  done
}

# record SERVICE NUMBER: this image is the one that the service is to run.
record() { jq --arg service "$1" --arg image "$(image "$1" "$2")" '.images[$service] = $image' "$images" >"$CLOUD/new" && mv "$CLOUD/new" "$images"; }

# The schedule has taken all tasks away, and the shop is closed.
fall_asleep() {
  local file
  echo 0 >"$CLOUD/most-tasks"
  for file in "$CLOUD"/services/*.json; do jq '.desiredCount = 0 | .runningCount = 0' "$file" >"$CLOUD/new" && mv "$CLOUD/new" "$file"; done
  echo none >"$CLOUD/target-group"
  jq '.url.value = "http://localhost:1"' "$CLOUD/outputs.json" >"$CLOUD/new" && mv "$CLOUD/new" "$CLOUD/outputs.json"
}

# The configuration of the deployments of cart, as ECS tells and takes it.
configuration() { printf '{"strategy":"%s","maximumPercent":200,"alarms":{"alarmNames":["p95"],"enable":%s,"rollback":%s}%s}' "$1" "$2" "$2" "${3:-}"; }

# Nothing of the environment was applied yet.
never_applied() { rm "$CLOUD/applied-all"; }

# An apply makes the third task definition of cart and deploys it, with this end.
apply_deploys() {
  definition "grocery-dev-cart:3" cart 3
  printf 'deploy_to grocery-dev-cart grocery-dev-cart:3 %s\n' "$1" >"$CLOUD/on-apply"
}

# As apply_deploys, for every service.
apply_deploys_all() {
  local service
  : >"$CLOUD/on-apply"
  for service in cart order; do
    definition "grocery-dev-$service:3" "$service" 3
    printf 'deploy_to grocery-dev-%s grocery-dev-%s:3 %s\n' "$service" "$service" "$1" >>"$CLOUD/on-apply"
  done
}

# The file that a build hands over, with this image of each service.
built() { jq -n --arg cart "$(image cart "$1")" --arg order "$(image order "$1")" '{ images: { cart: $cart, order: $order } }' >"$work/built.json"; }

# call NAME ARGUMENTS…: runs a script of the copy; what it says is in $work/said, its exit code in $status.
call() {
  local name=$1
  shift
  status=0
  PATH="$here/tests/stand-ins:$PATH" POLL_SECONDS=0 WAIT_MINUTES="${WAIT_MINUTES:-1}" SMOKE_WAIT=0 \
    "$work/infra/scripts/$name" "$@" >"$work/said" 2>&1 </dev/null || status=$?
}

# The same at a terminal, where this is answered to every question.
call_at_terminal() {
  local answer=$1 name=$2
  shift 2
  status=0
  printf '%s\n' "$answer" | PATH="$here/tests/stand-ins:$PATH" POLL_SECONDS=0 WAIT_MINUTES="${WAIT_MINUTES:-1}" SMOKE_WAIT=0 \
    script --quiet --return --command "$(quoted_call "$work/infra/scripts/$name" "$@")" /dev/null >"$work/said" 2>&1 || status=$?
}

quoted_call() { printf '%q ' "$@"; }

# plan_changes ACTIONS ADDRESS…: the next plans do this to all of them, ACTIONS being such as '["update"]'.
plan_changes() {
  local actions=$1
  shift
  jq --argjson actions "$actions" '.resource_changes += ($ARGS.positional | map({ mode: "managed", type: "terraform_data", name: "this", address: .,
    change: { actions: $actions, after: {}, after_unknown: {} } }))' "$CLOUD/plan.json" --args "$@" >"$CLOUD/new" && mv "$CLOUD/new" "$CLOUD/plan.json"
}

ended_with() { [ "$status" -eq "$1" ]; }

said() { grep -qF -- "$1" "$work/said"; }

did_not_say() { ! said "$1"; }

says_times() { [ "$(grep -cE "$2" "$work/said")" -eq "$1" ]; }

missing() { [ ! -e "$1" ]; }

# What changes or waits for something, in the order of the calls.
order_is() {
  [ "$(sed -nE 's/^terraform -chdir=[^ ]+ (apply).*/\1/p; s/^aws ecs (run-task|wait|update-service|list-service-deployments).*/\1/p' "$CLOUD/calls" | paste -sd '|' -)" = "$1" ]
}

called() { grep -qxF -- "$1" "$CLOUD/calls"; }

called_nothing() { [ ! -s "$CLOUD/calls" ]; }

never_called() { ! grep -qF -- "$1" "$CLOUD/calls"; }

service_runs() { [ "$(jq -r .taskDefinition "$CLOUD/services/grocery-dev-cart.json")" = "$1" ]; }

order_runs() { [ "$(jq -r .taskDefinition "$CLOUD/services/grocery-dev-order.json")" = "$1" ]; }

file_has() { [ "$(jq -r .images.cart "$images")" = "$1" ]; }

file_has_both() { file_has "$(image cart "$1")" && [ "$(jq -r .images.order "$images")" = "$(image order "$1")" ]; }

# refused NAME TEXT SCRIPT ARGUMENTS…: exit code 2, this text, and nothing was called.
refused() {
  local name=$1 text=$2
  shift 2
  new_cloud
  call "$@"
  if ended_with 2 && said "$text" && called_nothing; then ok "$name"; else not_ok "$name (exit code $status)"; fi
}

free_port() {
  local port
  while true; do
    # Below the ports that the system gives to connections.
    port=$((10000 + RANDOM % 20000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  printf '%s\n' "$port"
}

# Another program may take a port before the shop does.
open_shop() {
  apphost=${SHOP:-$repository/artifacts/bin/Grocery.AppHost/release/Grocery.AppHost.dll}
  [ -f "$apphost" ] || {
    printf 'There is no %s: build it by dotnet build --configuration Release samples/Grocery.AppHost, or name it in SHOP.\n' "$apphost" >&2
    exit 1
  }
  try_to_open_shop || try_to_open_shop || {
    echo "The shop did not open:" >&2
    cat "$work/shop.log" >&2
    exit 1
  }
}

try_to_open_shop() {
  local name port arguments=() waited=0
  for name in storefront cart order product summary console; do
    port=$(free_port)
    arguments+=("--$name-port" "$port")
    printf -v "${name}_port" '%s' "$port"
  done
  dotnet "$apphost" --no-database "${arguments[@]}" >"$work/shop.log" 2>&1 &
  shop_pid=$!
  # shellcheck disable=SC2154 # set by the loop above
  shop="http://localhost:$storefront_port"
  until curl --silent --fail --output /dev/null "$shop/health/ready"; do
    waited=$((waited + 1))
    if [ "$waited" -gt 120 ] || ! kill -0 "$shop_pid" 2>/dev/null; then return 1; fi
    sleep 1
  done
}
