# shellcheck shell=bash
# A cloud that is a folder, $CLOUD: what it is asked for is recorded there, and what it answers is read from there.
#   calls                     every call, one a line
#   services/NAME.json        an ECS service as AWS describes it
#   deployments/NAME.json     its deployments
#   definitions/NAME.json     a task definition
#   fail-COMMAND              this command fails with what the file says
#   applied-all               all of the environment was applied; without it, applied has the targets that were
#   most-tasks                how many tasks a service may have; schedule.json is when that changes
#   target-group              the target group that has the tasks; target-state is the state of one of the two
#   next-status               how the next deployment that is asked for ends; SUCCESSFUL without the file
#   unsigned                  images without a signature, one a line; without the file all have one
#   flags/                    AppConfig: VERSION.json, deployments.json, monitors.json; next-status as above, COMPLETE without it
#   on-apply                  what an apply changes, as a program of bash

record() { printf '%s\n' "$*" >>"$CLOUD/calls"; }

fail_if_told() {
  if [ -f "$CLOUD/fail-$1" ]; then
    cat "$CLOUD/fail-$1" >&2
    exit 254
  fi
}

# Sets the service to a task definition, and ends its deployment in this way.
deploy_to() {
  local name=$1 definition=$2 status=$3 file
  file="$CLOUD/services/$name.json"
  if [ "$status" = ROLLBACK_SUCCESSFUL ]; then definition=$(jq -r .taskDefinition "$file"); fi
  jq --arg definition "$definition" '.taskDefinition = $definition' "$file" >"$file.new" && mv "$file.new" "$file"
  file="$CLOUD/deployments/$name.json"
  jq --arg name "$name" --arg revision "revision/$2" --arg status "$status" \
    '. + [{ status: $status, createdAt: length, targetServiceRevisionArn: $revision, serviceDeploymentArn: "deployment/\($name)" }]' "$file" >"$file.new" && mv "$file.new" "$file"
}

# Ends the newest deployment of deployment/NAME, and takes the service back to the last task definition that was deployed.
go_back_from() {
  local name=${1#deployment/} file definition
  file="$CLOUD/deployments/$name.json"
  jq '.[-1].status = "ROLLBACK_SUCCESSFUL"' "$file" >"$file.new" && mv "$file.new" "$file"
  definition=$(jq -r 'map(select(.status == "SUCCESSFUL"))[-1].targetServiceRevisionArn | ltrimstr("revision/")' "$file")
  file="$CLOUD/services/$name.json"
  jq --arg definition "$definition" '.taskDefinition = $definition' "$file" >"$file.new" && mv "$file.new" "$file"
}

# The value after an option.
option() {
  local wanted=$1
  shift
  while [ "$#" -gt 0 ]; do
    if [ "$1" = "$wanted" ]; then
      printf '%s\n' "$2"
      return
    fi
    shift
  done
}

# AppConfig's list of ID NAME….
named() { jq -n '{ Items: [$ARGS.positional | _nwise(2) | { Id: .[0], Name: .[1] }] }' --args "$@"; }

new_flags() {
  local version=1
  while [ -f "$CLOUD/flags/$version.json" ]; do version=$((version + 1)); done
  cp "${1#fileb://}" "$CLOUD/flags/$version.json"
  cp "${1#fileb://}" "$2"
  printf '{"VersionNumber":%s}\n' "$version"
}

# AppConfig watches alarms only where there are any, and here they are on.
deploy_flags() {
  local status=COMPLETE file="$CLOUD/flags/deployments.json"
  if [ "$(jq length "$CLOUD/flags/monitors.json")" -gt 0 ]; then status=ROLLED_BACK; fi
  if [ -f "$CLOUD/next-status" ]; then status=$(cat "$CLOUD/next-status"); fi
  jq --arg version "$1" --arg status "$status" \
    '. + [{ DeploymentNumber: (length + 1), ConfigurationName: "flags", ConfigurationVersion: $version, State: $status }]' "$file" >"$file.new" && mv "$file.new" "$file"
  jq '.[-1]' "$file"
}

end_flags() {
  local file="$CLOUD/flags/deployments.json"
  jq --argjson number "$1" --arg status "$2" 'map(if .DeploymentNumber == $number then .State = $status else . end)' "$file" >"$file.new" && mv "$file.new" "$file"
}
