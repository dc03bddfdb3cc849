# shellcheck shell=bash disable=SC2154
key="awskms:///arn:aws:kms:us-west-2:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"

new_cloud
built 3
apply_deploys_all SUCCESSFUL
SIGNING_KEY=$key call deploy-all dev "$work/built.json"
expect "all images of a build come into service" ended_with 0 -- service_runs grocery-dev-cart:3 -- order_runs grocery-dev-order:3 -- file_has_both 3
expect "in one plan" [ "$(grep -c '^terraform .* apply ' "$CLOUD/calls")" -eq 1 ]
expect "after their signatures were looked at" called "cosign verify --key $key $(image cart 3)" -- called "cosign verify --key $key $(image order 3)"
expect "and the shop is looked at" said "ok GET /api/cart: 200"
expect "how to record them all is said, with a reason and without one commit in the way of the next" \
  said "eng/grocery record cart dev $(image cart 3) --reason \"Deployed the images of one build\" --no-commit" \
  -- said "git commit --message \"Deployed the images of one build\" -- infra"

new_cloud
built 3
apply_deploys_all SUCCESSFUL
image order 3 >"$CLOUD/unsigned"
SIGNING_KEY=$key call deploy-all dev "$work/built.json"
expect "one image without a signature keeps all from being deployed" ended_with 1 -- said "has no signature" -- never_called terraform -- file_has_both 2

new_cloud
built 3
apply_deploys_all SUCCESSFUL
echo 'deploy_to grocery-dev-order grocery-dev-order:3 ROLLBACK_SUCCESSFUL' >>"$CLOUD/on-apply"
call deploy-all dev "$work/built.json"
expect "one service that ECS takes back takes all of them back" ended_with 1 -- said "order was not deployed" -- service_runs grocery-dev-cart:2 -- order_runs grocery-dev-order:2 -- file_has_both 2

new_cloud
built 3
apply_deploys_all SUCCESSFUL
jq '.url.value = "http://localhost:1"' "$CLOUD/outputs.json" >"$CLOUD/new" && mv "$CLOUD/new" "$CLOUD/outputs.json"
call deploy-all dev "$work/built.json"
expect "a shop that does not work takes all of them back" ended_with 1 -- said "does not work with these images" -- service_runs grocery-dev-cart:2 -- order_runs grocery-dev-order:2 -- file_has_both 2

new_cloud
built 3
plan_changes '["delete","create"]' 'module.service["cart"].aws_ecs_task_definition.this' 'module.service["order"].aws_ecs_task_definition.this'
apply_deploys_all SUCCESSFUL
call deploy-all dev "$work/built.json"
expect "new task definitions of all services are allowed" ended_with 0 -- order_runs grocery-dev-order:3

new_cloud
built 3
plan_changes '["delete"]' 'module.database.aws_db_instance.this'
apply_deploys_all SUCCESSFUL
call deploy-all dev "$work/built.json"
expect "a plan that deletes something else is refused" ended_with 1 -- said "also deletes or replaces module.database.aws_db_instance.this" -- service_runs grocery-dev-cart:2 -- file_has_both 2
call deploy-all --allow-changes dev "$work/built.json"
expect "unless that is meant" ended_with 0 -- service_runs grocery-dev-cart:3

new_cloud
jq -n --arg cart "$(image cart 3)" '{ images: { cart: $cart } }' >"$work/built.json"
apply_deploys SUCCESSFUL
call deploy-all dev "$work/built.json"
expect "a service that the build does not name stays" ended_with 0 -- service_runs grocery-dev-cart:3 -- order_runs grocery-dev-order:2

new_cloud
built 3
echo "cannot be locked" >"$CLOUD/fail-terraform-plan"
call deploy-all dev "$work/built.json"
expect "without a plan nothing is changed" ended_with 1 -- said "names the former images again" -- file_has_both 2 -- never_called update-service

new_cloud
built 3
call deploy-all --dry-run dev "$work/built.json"
expect "a dry run of deploy-all calls nothing and changes nothing" ended_with 0 -- called_nothing -- file_has_both 2 -- said "+ write \"order\": \"$(image order 3)\" into $images"

built 3
refused "an environment that is not there is refused by deploy-all" "there is no environment" deploy-all production "$work/built.json"
refused "a file that is not there is refused" "is not JSON of the form" deploy-all dev "$work/none.json"
echo '{"images":{"basket":"a@sha256:1"}}' >"$work/built.json"
refused "a service that is not there is refused" "there is no service \"basket\"" deploy-all dev "$work/built.json"
echo '{"images":{"cart":"grocery/cart:latest"}}' >"$work/built.json"
refused "an image by tag is refused by deploy-all" "name it by digest" deploy-all dev "$work/built.json"
