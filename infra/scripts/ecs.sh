# shellcheck shell=bash
# What the scripts ask of ECS. Sourced after lib.sh.

wait_minutes=${WAIT_MINUTES:-45}
poll_seconds=${POLL_SECONDS:-15}
[[ "$wait_minutes" =~ ^[0-9]+$ ]] || usage_error "WAIT_MINUTES is \"$wait_minutes\": use a whole number of minutes"
[[ "$poll_seconds" =~ ^[0-9]+$ ]] || usage_error "POLL_SECONDS is \"$poll_seconds\": use a whole number of seconds"

# lib.sh and its read_outputs set them.
dry_run=${dry_run:-false}
cluster=${cluster:-}

# An image that is not there would be found missing only by the first task.
require_image() {
  local image registry repository
  image=$(copy_of "$1")
  registry=${image%%/*}
  [[ "$registry" =~ ^([0-9]{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com$ ]] || return 0
  repository=${image#*/}
  ask "" aws ecr describe-images --registry-id "${BASH_REMATCH[1]}" --region "${BASH_REMATCH[2]}" \
    --repository-name "${repository%%@*}" --image-ids "imageDigest=${image##*@}" --output json >/dev/null ||
    fail "$image is not in its repository, or may not be read; nothing was changed"
}

# Only what the pipeline has built and scanned does it sign.
require_signatures() {
  if [ -z "${SIGNING_KEY:-}" ]; then
    say "SIGNING_KEY is not set: nobody has looked whether the pipeline signed $*."
    return
  fi
  local images=() image
  for image in "$@"; do images+=("$(copy_of "$image")"); done
  run "$scripts/verify-image" "${images[@]}" >&3 || fail "not every image has the signature of $SIGNING_KEY; nothing was changed"
}

# The task definition that the service is set to.
task_definition_of() {
  ask '{"services":[{"taskDefinition":"TASK_DEFINITION"}]}' aws ecs describe-services --cluster "$cluster" --services "$1" --output json |
    jq -er '.services[0].taskDefinition' || fail "ECS has no service $1 in the cluster $cluster"
}

describe_task_definition() {
  ask '{"taskDefinition":{"status":"ACTIVE","containerDefinitions":[]}}' aws ecs describe-task-definition --task-definition "$1" --output json
}

# The image of the container that is called like the service, of the description of a task definition.
image_in() { jq -r --arg service "$2" '[.taskDefinition.containerDefinitions[] | select(.name == $service) | .image][0] // "IMAGE"' <<<"$1"; }

deployments_of() {
  ask '{"serviceDeployments":[]}' aws ecs list-service-deployments --cluster "$cluster" --service "$1" --output json
}

task_definition_of_revision() {
  aws ecs describe-service-revisions --service-revision-arns "$1" --output json | jq -er '.serviceRevisions[0].taskDefinition'
}

# "STATUS REVISION ARN" of the newest deployment of the service.
newest_deployment() {
  deployments_of "$1" | jq -r '.serviceDeployments | sort_by(.createdAt)[-1] // {} | "\(.status // "none") \(.targetServiceRevisionArn // "none") \(.serviceDeploymentArn // "none")"'
}

# Waits until the deployment of the service's present task definition is over, whatever its strategy; fails unless it succeeded.
wait_for_service() {
  local name=$1 deadline status revision
  deadline=$((SECONDS + wait_minutes * 60))
  while true; do
    read -r status revision _ < <(newest_deployment "$name") || return 1
    if [ "$dry_run" = true ]; then return 0; fi
    case "$status" in
      # Right after an update the newest one that ECS lists may still be the one before.
      SUCCESSFUL) if [ "$(task_definition_of_revision "$revision")" = "$(task_definition_of "$name")" ]; then return 0; fi ;;
      PENDING | IN_PROGRESS | STOP_REQUESTED | ROLLBACK_REQUESTED | ROLLBACK_IN_PROGRESS) ;;
      *)
        say "The deployment of $name ended as $status; aws ecs describe-service-deployments says why."
        return 1
        ;;
    esac
    if [ "$SECONDS" -ge "$deadline" ]; then
      say "The deployment of $name is not over after $wait_minutes minutes; its last known status is $status."
      return 1
    fi
    sleep "$poll_seconds"
  done
}

# Waits until no deployment of the service is under way, however it ends.
wait_until_over() {
  local name=$1 deadline status
  deadline=$((SECONDS + wait_minutes * 60))
  while true; do
    read -r status _ < <(newest_deployment "$name") || return 1
    case "$status" in
      PENDING | IN_PROGRESS | STOP_REQUESTED | ROLLBACK_REQUESTED | ROLLBACK_IN_PROGRESS) ;;
      *) return 0 ;;
    esac
    if [ "$SECONDS" -ge "$deadline" ]; then
      say "The deployment of $name is not over after $wait_minutes minutes; its last known status is $status."
      return 1
    fi
    sleep "$poll_seconds"
  done
}

# Takes the service back to a task definition, as fast as it goes, and waits until it runs.
# A deployment that is under way is told to go back, which leaves the traffic with what ran before it. Otherwise the task definition is deployed, all
# traffic at once, with no time to bake and no alarms: a canary would leave most of the traffic with the bad version meanwhile, whose alarms would
# then end the way back.
go_back() {
  local name=$1 target=$2 status deployment description present former quick result=0 again=()
  read -r status _ deployment < <(newest_deployment "$name") || return 1
  case "$status" in
    PENDING | IN_PROGRESS)
      say "A deployment of $name is under way; it is stopped and goes back."
      aws ecs stop-service-deployment --service-deployment-arn "$deployment" --stop-type ROLLBACK --output json >/dev/null ||
        say "ECS did not stop the deployment."
      ;;
  esac
  wait_until_over "$name" || return 1
  read -r status _ < <(newest_deployment "$name") || return 1

  description=$(ask '{"services":[{"taskDefinition":"TASK_DEFINITION","deploymentConfiguration":{"strategy":"CANARY"}}]}' \
    aws ecs describe-services --cluster "$cluster" --services "$name" --output json) || return 1
  present=$(jq -r '.services[0].taskDefinition' <<<"$description")
  if [ "$present" = "$target" ]; then
    case "$status" in SUCCESSFUL | ROLLBACK_SUCCESSFUL) return 0 ;; esac
    again=(--force-new-deployment)
  fi

  former=$(jq -c '.services[0].deploymentConfiguration // {}' <<<"$description")
  quick=$(jq -c 'if (.strategy // "ROLLING") == "ROLLING" then . else .strategy = "BLUE_GREEN" | .bakeTimeInMinutes = 0 | del(.canaryConfiguration, .linearConfiguration) end
    | if .alarms then .alarms += { enable: false, rollback: false } else . end' <<<"$former")
  run aws ecs update-service --cluster "$cluster" --service "$name" --task-definition "$target" --deployment-configuration "$quick" "${again[@]}" --output json >/dev/null || return 1
  wait_for_service "$name" || result=1
  # This starts no deployment.
  run aws ecs update-service --cluster "$cluster" --service "$name" --deployment-configuration "$former" --output json >/dev/null ||
    say "$name still deploys without canary and alarms: the next apply of Terraform sets that back."
  return "$result"
}

# The newest task definition that a deployment of the service brought to its end, other than the present one.
previous_task_definition() {
  local name=$1 present=$2 revisions revision definition
  if [ "$dry_run" = true ]; then
    deployments_of "$name" >/dev/null
    ask "" aws ecs describe-service-revisions --service-revision-arns REVISION --output json >/dev/null
    echo PREVIOUS_TASK_DEFINITION
    return
  fi
  revisions=$(deployments_of "$name" | jq -r '.serviceDeployments | map(select(.status == "SUCCESSFUL")) | sort_by(.createdAt) | reverse[].targetServiceRevisionArn') || return 1
  for revision in $revisions; do
    definition=$(task_definition_of_revision "$revision") || continue
    if [ "$definition" != "$present" ]; then
      printf '%s\n' "$definition"
      return
    fi
  done
  return 1
}

# The command that wakes the service, whose description by ECS is the second argument, when a schedule has put it to sleep; else nothing.
# A service without tasks that may scale, or that nothing is going to wake, does not sleep: something is wrong with it.
waking() {
  local id="service/$cluster/$1" most limits
  [ "$(jq -r '.services[0].desiredCount' <<<"$2")" = 0 ] || return 0
  most=$(aws application-autoscaling describe-scalable-targets --service-namespace ecs --resource-ids "$id" --output json | jq -r '.ScalableTargets[0].MaxCapacity') || return 1
  [ "$most" = 0 ] || return 0
  limits=$(aws application-autoscaling describe-scheduled-actions --service-namespace ecs --resource-id "$id" --output json |
    jq -r '[.ScheduledActions[].ScalableTargetAction | select(.MaxCapacity > 0)][0] | values | "--min-capacity \(.MinCapacity) --max-capacity \(.MaxCapacity)"') || return 1
  [ -z "$limits" ] || printf 'aws application-autoscaling register-scalable-target --service-namespace ecs --scalable-dimension ecs:service:DesiredCount --resource-id %s %s\n' "$id" "$limits"
}

# Looks at the shop: 0 it works, 3 nobody can tell, as services of it sleep, 1 it does not work.
# shellcheck disable=SC2154 # lib.sh sets scripts, environment and url
look_at_shop() {
  local other name description command commands=""
  if [ "$dry_run" = false ]; then
    for other in $(services); do
      name=$(ecs_name "$other") || return 1
      description=$(aws ecs describe-services --cluster "$cluster" --services "$name" --output json) || return 1
      command=$(waking "$name" "$description") || return 1
      commands+=${command:+"  $command"$'\n'}
    done
  fi
  if [ -n "$commands" ]; then
    say "$environment is asleep by schedule, so nobody has looked at the shop. Wake it, and then run infra/scripts/smoke $url:"$'\n'"${commands%$'\n'}"
    return 3
  fi
  run "$scripts/smoke" "$url" >&3 || return 1
}
