# shellcheck shell=bash disable=SC2154

new_cloud
apply_deploys SUCCESSFUL
call deploy cart dev "$(digest 3)"
expect "deploy brings the image into service" ended_with 0 -- service_runs grocery-dev-cart:3 -- file_has "$(image cart 3)"
expect "deploy asks whether the image exists" called \
  "aws ecr describe-images --registry-id 123456789012 --region us-west-2 --repository-name grocery/cart --image-ids imageDigest=$(digest 3) --output json"
expect "deploy applies the plan that it has checked" called "terraform -chdir=$work/infra/terraform/system apply $folder/.terraform/plan" -- called "terraform -chdir=$work/infra/terraform/system show -json $folder/.terraform/plan"
expect "deploy uses the backend and the variables of the environment" called "terraform -chdir=$work/infra/terraform/system init -reconfigure -backend-config=$folder/backend.hcl" -- called "terraform -chdir=$work/infra/terraform/system plan -out=$folder/.terraform/plan -var-file=$folder/terraform.tfvars -var-file=$images -var-file=$work/infra/terraform/environments/slo.tfvars.json"
expect "deploy looks at the shop" said "ok GET /api/cart: 200"
expect "deploy does not touch ECS by itself" never_called "aws ecs update-service"

expect "deploy says how to record what it was told" said "Record it: eng/grocery record cart dev $(image cart 3) --reason"

# What was promoted is in the file already.
new_cloud
apply_deploys SUCCESSFUL
record cart 3
call deploy cart dev
expect "deploy brings what is recorded" ended_with 0 -- service_runs grocery-dev-cart:3 -- file_has "$(image cart 3)" -- did_not_say "Record it"

new_cloud
apply_deploys ROLLBACK_SUCCESSFUL
record cart 3
call deploy cart dev
expect "a recorded image that fails is taken back, and how to record that is said" ended_with 1 -- service_runs grocery-dev-cart:2 -- file_has "$(image cart 2)" \
  -- said "Record it: eng/grocery record cart dev $(image cart 2) --reason \"The deployment of $(digest 3) failed\""

new_cloud
record cart 0
call deploy cart dev
expect "without a recorded image there is nothing to deploy" ended_with 1 -- said "cart has no image in dev yet" -- called_nothing

new_cloud
echo '{"cart":"sale"}' >"$folder/pinned.json"
call deploy cart dev "$(digest 3)"
expect "deploy gives a pinned service no other image" ended_with 1 -- said "cart in dev is pinned: sale. First: eng/grocery unpin cart dev" -- called_nothing -- file_has "$(image cart 2)"
call deploy cart dev
expect "a pinned service may be deployed as it is" ended_with 0 -- file_has "$(image cart 2)"
call rollback cart dev
expect "rollback gives a pinned service no other image" ended_with 1 -- said "is pinned: sale" -- never_called update-service
call setup-environment --image "cart=$(image cart 3)" dev
expect "nor does setup-environment" ended_with 1 -- said "is pinned: sale" -- file_has "$(image cart 2)"

new_cloud
call deploy --dry-run cart dev "$(digest 3)"
expect "a dry run calls nothing and changes nothing" ended_with 0 -- called_nothing -- file_has "$(image cart 2)" -- missing "$folder/.terraform"
expect "a dry run prints the commands" \
  said "+ write \"cart\": \"$(image cart 3)\" into $images" \
  -- said "+ terraform -chdir=$work/infra/terraform/system plan -out=$folder/.terraform/plan -var-file=$folder/terraform.tfvars -var-file=$images -var-file=$work/infra/terraform/environments/slo.tfvars.json" \
  -- said "+ terraform -chdir=$work/infra/terraform/system apply $folder/.terraform/plan" \
  -- said "+ $work/infra/scripts/smoke URL"

new_cloud
apply_deploys SUCCESSFUL
jq '.url.value = "http://localhost:1"' "$CLOUD/outputs.json" >"$CLOUD/new" && mv "$CLOUD/new" "$CLOUD/outputs.json"
call deploy cart dev "$(digest 3)"
expect "a shop that does not work is rolled back" ended_with 1 -- said "does not work with" -- called "aws ecs update-service --cluster grocery-dev --service grocery-dev-cart --task-definition grocery-dev-cart:2 --deployment-configuration $(configuration ROLLING false) --output json" -- service_runs grocery-dev-cart:2
expect "a rollback takes the image back" file_has "$(image cart 2)"

new_cloud
apply_deploys ROLLBACK_SUCCESSFUL
call deploy cart dev "$(digest 3)"
expect "a deployment that ECS rolled back has failed" ended_with 1 -- said "ended as ROLLBACK_SUCCESSFUL" -- said "is what it was before" -- never_called update-service -- service_runs grocery-dev-cart:2 -- file_has "$(image cart 2)"

new_cloud
apply_deploys IN_PROGRESS
WAIT_MINUTES=0 call deploy cart dev "$(digest 3)"
expect "a deployment that does not end is rolled back" ended_with 1 -- said "is not over after 0 minutes" \
  -- called "aws ecs stop-service-deployment --service-deployment-arn deployment/grocery-dev-cart --stop-type ROLLBACK --output json" -- service_runs grocery-dev-cart:2 -- file_has "$(image cart 2)"

new_cloud
apply_deploys SUCCESSFUL
definition grocery-dev-cart:3 cart 4
call deploy cart dev "$(digest 3)"
expect "a service that runs another image is rolled back" ended_with 1 -- said "runs $(image cart 4) in place of $(image cart 3)" -- service_runs grocery-dev-cart:2

# ECS lists the new deployment a little late.
new_cloud
apply_deploys SUCCESSFUL
# shellcheck disable=SC2016 # the stand-in expands it
printf 'cp "$CLOUD/deployments/grocery-dev-cart.json" "$CLOUD/late"\ndeploy_to grocery-dev-cart grocery-dev-cart:3 SUCCESSFUL\nmv "$CLOUD/late" "$CLOUD/deployments/grocery-dev-cart.json"\n' >"$CLOUD/on-apply"
WAIT_MINUTES=0 call deploy cart dev "$(digest 3)"
expect "the deployment before does not count" ended_with 1 -- said "is not over after 0 minutes"

# By night dev has no tasks, and a good image is not to blame for it.
new_cloud
apply_deploys SUCCESSFUL
fall_asleep
wake="aws application-autoscaling register-scalable-target --service-namespace ecs --scalable-dimension ecs:service:DesiredCount --resource-id service/grocery-dev/grocery-dev-cart --min-capacity 1 --max-capacity 3"
call deploy cart dev "$(digest 3)"
expect "deploy to a sleeping environment says so, and rolls nothing back" ended_with 0 -- said "dev is asleep by schedule, so nobody has looked at the shop" \
  -- said "$wake" -- service_runs grocery-dev-cart:3 -- file_has "$(image cart 3)"

new_cloud
apply_deploys SUCCESSFUL
fall_asleep
echo 3 >"$CLOUD/most-tasks"
call deploy cart dev "$(digest 3)"
expect "services without tasks that no schedule took away do not sleep" ended_with 1 -- service_runs grocery-dev-cart:2 -- file_has "$(image cart 2)"

for step in plan apply; do
  new_cloud
  apply_deploys SUCCESSFUL
  echo "Error: no" >"$CLOUD/fail-terraform-$step"
  call deploy cart dev "$(digest 3)"
  expect "a failing $step deploys nothing" ended_with 1 -- said "Error: no" -- service_runs grocery-dev-cart:2 -- file_has "$(image cart 2)" -- never_called update-service
done

new_cloud
apply_deploys SUCCESSFUL
jq '.resource_changes = [{ mode: "managed", type: "aws_db_instance", name: "shop", address: "aws_db_instance.shop",
  change: { after: { publicly_accessible: true }, after_unknown: {} } }]' "$CLOUD/plan.json" >"$CLOUD/new" && mv "$CLOUD/new" "$CLOUD/plan.json"
call deploy cart dev "$(digest 3)"
expect "a plan that breaks a policy is not applied" ended_with 1 -- said "publicly_accessible is true" -- said "does not pass the policies" -- never_called " apply " -- file_has "$(image cart 2)"

# What a plan does beside the deployment is seen before it is done.
new_cloud
apply_deploys SUCCESSFUL
plan_changes '["create","delete"]' 'module.service["cart"].aws_ecs_task_definition.this'
plan_changes '["update"]' 'module.service["cart"].aws_ecs_service.this' 'module.database.aws_db_instance.this'
plan_changes '["no-op"]' module.network.aws_vpc.this
call deploy cart dev "$(digest 3)"
expect "deploy shows what its plan changes" ended_with 0 -- said "The plan of dev: 0 to create, 2 to update, 1 to replace, 0 to delete." \
  -- said "  update module.database.aws_db_instance.this" -- did_not_say module.network -- file_has "$(image cart 3)"

for actions in '["delete"]' '["delete","create"]' '["forget"]'; do
  new_cloud
  apply_deploys SUCCESSFUL
  plan_changes '["delete","create"]' 'module.service["cart"].aws_ecs_task_definition.this' 'module.service["order"].aws_ecs_task_definition.this'
  plan_changes "$actions" module.database.aws_db_instance.this
  call deploy cart dev "$(digest 3)"
  expect "deploy refuses a plan with $actions of something else" ended_with 1 \
    -- said 'also deletes or replaces module.service["order"].aws_ecs_task_definition.this module.database.aws_db_instance.this; nothing' -- never_called " apply " -- file_has "$(image cart 2)"
done

call deploy --allow-changes cart dev "$(digest 3)"
expect "deploy --allow-changes applies it" ended_with 0 -- file_has "$(image cart 3)"

new_cloud
apply_deploys SUCCESSFUL
plan_changes '["update"]' 'module.service["cart"].aws_ecs_service.this'
call_at_terminal n deploy cart dev "$(digest 3)"
expect "deploy asks after it has shown the plan, and takes no for an answer" ended_with 1 \
  -- grep -qzP '(?s)The plan of dev: .*Deploy sha256:0+3 of cart to dev.*stopped; nothing was changed' "$work/said" \
  -- called "terraform -chdir=$work/infra/terraform/system show -json $folder/.terraform/plan" -- never_called " apply " -- file_has "$(image cart 2)"
call_at_terminal y deploy cart dev "$(digest 3)"
expect "deploy goes on after a yes" ended_with 0 -- file_has "$(image cart 3)"
call_at_terminal n deploy --yes cart dev "$(digest 3)"
expect "deploy --yes does not ask" ended_with 0 -- did_not_say "in place of"

new_cloud
echo "An error occurred (ImageNotFoundException)" >"$CLOUD/fail-ecr-describe-images"
call deploy cart dev "$(digest 3)"
expect "an image that is not there is not deployed" ended_with 1 -- said "is not in its repository" -- never_called "terraform -chdir" -- file_has "$(image cart 2)"

new_cloud
echo '{}' >"$CLOUD/outputs.json"
call deploy cart dev "$(digest 3)"
expect "an environment that was never applied is named" ended_with 1 -- said "run setup-environment dev" -- file_has "$(image cart 2)"
