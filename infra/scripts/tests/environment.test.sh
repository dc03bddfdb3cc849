# shellcheck shell=bash disable=SC2154
# Whole environments: setup-environment and health-check.

new_cloud
call health-check dev
expect "health-check asks every service of an environment" ended_with 0 -- said "ok cart: 2 of 2 tasks run, 1 deployment COMPLETED, 2 targets ready" -- said "ok order: "

new_cloud
echo unhealthy >"$CLOUD/target-state"
call health-check dev
expect "health-check sees a target that is not ready" ended_with 1 -- said "not ok cart: 2 of 2 tasks run, 1 deployment COMPLETED, 1 targets ready, others unhealthy"

new_cloud
echo other-group >"$CLOUD/target-group"
call health-check dev
expect "health-check finds the tasks in the alternate target group" ended_with 0 -- said "ok cart: 2 of 2 tasks run, 1 deployment COMPLETED, 2 targets ready"

new_cloud
echo other-group >"$CLOUD/target-group"
echo unhealthy >"$CLOUD/target-state"
call health-check dev
expect "health-check sees a target there that is not ready" ended_with 1 -- said "not ok cart: 2 of 2 tasks run, 1 deployment COMPLETED, 1 targets ready, others unhealthy"

new_cloud
fall_asleep
wake="aws application-autoscaling register-scalable-target --service-namespace ecs --scalable-dimension ecs:service:DesiredCount --resource-id service/grocery-dev/grocery-dev-cart --min-capacity 1 --max-capacity 3"
call health-check dev
expect "health-check tells sleep from sickness, and how to wake up" ended_with 3 -- said "asleep cart: by schedule; wake it: $wake" -- did_not_say "not ok"
call setup-environment dev
expect "setup-environment of a sleeping environment says so" ended_with 0 -- said "dev is asleep by schedule" -- said "$wake" -- said "dev is applied" -- did_not_say "dev works"

new_cloud
fall_asleep
echo 3 >"$CLOUD/most-tasks"
call health-check dev
expect "health-check does not take a service without tasks for ready" ended_with 1 -- said "not ok cart: 0 of 0 tasks run"

new_cloud
fall_asleep
echo '{"ScheduledActions":[]}' >"$CLOUD/schedule.json"
call health-check dev
expect "what no schedule wakes does not sleep" ended_with 1 -- said "not ok cart: 0 of 0 tasks run"

new_cloud
jq '.runningCount = 1' "$CLOUD/services/grocery-dev-order.json" >"$CLOUD/new" && mv "$CLOUD/new" "$CLOUD/services/grocery-dev-order.json"
call health-check dev
expect "health-check sees a task that is missing" ended_with 1 -- said "not ok order: 1 of 2 tasks run" -- said "1 of 2 are not ready"

new_cloud
never_applied
call setup-environment dev
expect "setup-environment brings an environment up" ended_with 0 -- said "dev works: $shop"
expect "the databases are there before the services" order_is "apply|run-task|wait|apply|list-service-deployments|list-service-deployments"
expect "the databases are made first, with their network and cluster, and without services" \
  grep -qE ' plan .* -target=module.network -target=module.cluster -target=module.database$' "$CLOUD/calls"
expect "the task that makes the databases runs as the environment says" called \
  'aws ecs run-task --cli-input-json {"cluster":"grocery-dev","taskDefinition":"roles:1","networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-1","subnet-2"]}}} --started-by setup-environment --output json'

new_cloud
call setup-environment --roles dev
expect "setup-environment --roles sets the passwords, and nothing else" ended_with 0 -- order_is "run-task|wait" -- said "as their secrets say"

new_cloud
call setup-environment --dry-run dev
expect "a dry run of setup-environment calls nothing" ended_with 0 -- called_nothing -- said '+ aws ecs run-task --cli-input-json '\''{"cluster":"CLUSTER","taskDefinition":"TASK_DEFINITION"}'

new_cloud
never_applied
plan_changes '["create"]' module.network.aws_vpc.this module.database.aws_db_instance.this
call_at_terminal n setup-environment dev
expect "setup-environment asks after it has shown the plan" ended_with 1 -- said "The plan of dev: 2 to create" -- said "Apply this to dev? [y/N]" -- never_called " apply "

new_cloud
echo 3 >"$CLOUD/task-exit-code"
call setup-environment dev
expect "databases that could not be made stop it" ended_with 1 -- said "roles ended with 3" -- order_is "apply|run-task|wait"

new_cloud
jq --arg image "$(image cart 0)" '.images.cart = $image' "$images" >"$CLOUD/new" && mv "$CLOUD/new" "$images"
call setup-environment dev
expect "a service without an image stops it" ended_with 1 -- said "these services have no image yet: cart" -- called_nothing

call setup-environment --image "cart=$(image cart 5)" dev
expect "--image gives the first image" ended_with 0 -- file_has "$(image cart 5)" -- said "Record it: eng/grocery record cart dev $(image cart 5) --reason"

new_cloud
sed -i 's/123456789012/210987654321/' "$folder/terraform.tfvars"
call setup-environment dev
expect "another account stops it" ended_with 1 -- said "you are in the account 123456789012, and dev is in 210987654321" -- never_called "terraform -chdir"

new_cloud
echo "An error occurred (404)" >"$CLOUD/fail-s3api-head-bucket"
call setup-environment dev
expect "a missing bucket stops it" ended_with 1 -- said "make it by --bootstrap" -- never_called "terraform -chdir"

call setup-environment --bootstrap dev
expect "--bootstrap makes the bucket, and keeps its state there" ended_with 0 \
  -- called "terraform -chdir=$work/infra/terraform/bootstrap apply -auto-approve -var region=us-west-2" \
  -- grep -q "bootstrap init -migrate-state -force-copy -backend-config=bucket=grocery-terraform-state-123456789012" "$CLOUD/calls" \
  -- grep -qF 'config=kms_key_id=alias/grocery-state' "$CLOUD/calls" \
  -- grep -q 'backend "s3"' "$work/infra/terraform/bootstrap/backend_override.tf"
