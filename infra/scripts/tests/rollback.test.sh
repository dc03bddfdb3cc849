# shellcheck shell=bash disable=SC2154

new_cloud
call rollback cart dev
expect "rollback sets the former task definition" ended_with 0 -- service_runs grocery-dev-cart:1 -- called "aws ecs update-service --cluster grocery-dev --service grocery-dev-cart --task-definition grocery-dev-cart:1 --output json"
expect "rollback writes the image for the next apply" file_has "$(image cart 1)" -- said "the next apply keeps it"
expect "rollback needs no plan" never_called " plan " -- never_called " apply "
expect "rollback looks at the shop" said "ok GET /: 200"

# What failed in between is not gone back to.
new_cloud
jq '. + [{ status: "ROLLBACK_SUCCESSFUL", createdAt: 1.5, targetServiceRevisionArn: "revision/grocery-dev-cart:9" }]' \
  "$CLOUD/deployments/grocery-dev-cart.json" >"$CLOUD/new" && mv "$CLOUD/new" "$CLOUD/deployments/grocery-dev-cart.json"
call rollback cart dev
expect "rollback passes over what never worked" ended_with 0 -- service_runs grocery-dev-cart:1

new_cloud
definition grocery-dev-cart:7 cart 7
call rollback --to grocery-dev-cart:7 cart dev
expect "rollback --to sets the one that is named" ended_with 0 -- service_runs grocery-dev-cart:7 -- file_has "$(image cart 7)"

new_cloud
call rollback --dry-run cart dev
expect "a dry run of rollback calls nothing" ended_with 0 -- called_nothing -- file_has "$(image cart 2)"
expect "a dry run of rollback prints the commands" said \
  "+ aws ecs update-service --cluster CLUSTER --service SERVICE --task-definition PREVIOUS_TASK_DEFINITION --output json"

new_cloud
jq '.[1:]' "$CLOUD/deployments/grocery-dev-cart.json" >"$CLOUD/new" && mv "$CLOUD/new" "$CLOUD/deployments/grocery-dev-cart.json"
call rollback cart dev
expect "without a former deployment rollback says so" ended_with 1 -- said "name one by --to FAMILY:REVISION" -- never_called update-service

new_cloud
definition grocery-dev-cart:1 cart 1 INACTIVE
call rollback cart dev
expect "an inactive task definition is refused" ended_with 1 -- said "is INACTIVE" -- never_called update-service

new_cloud
call rollback --to grocery-dev-cart:99 cart dev
expect "a task definition that is not there is refused" ended_with 1 -- said "there is no task definition grocery-dev-cart:99" -- never_called update-service

new_cloud
echo ROLLBACK_FAILED >"$CLOUD/next-status"
call rollback cart dev
expect "a rollback that fails is said" ended_with 1 -- said "did not come back" -- file_has "$(image cart 2)"
