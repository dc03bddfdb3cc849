# shellcheck shell=bash disable=SC2154

new_cloud
call rollback cart dev
expect "rollback sets the former task definition" ended_with 0 -- service_runs grocery-dev-cart:1 -- called "aws ecs update-service --cluster grocery-dev --service grocery-dev-cart --task-definition grocery-dev-cart:1 --deployment-configuration $(configuration ROLLING false) --output json"
expect "rollback writes the image for the next apply" file_has "$(image cart 1)" -- said "The next apply keeps it" \
  -- said "Record it: eng/grocery record cart dev $(image cart 1) --reason \"Rolled back from grocery-dev-cart:2 to grocery-dev-cart:1\""
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
  "+ aws ecs update-service --cluster CLUSTER --service SERVICE --task-definition PREVIOUS_TASK_DEFINITION --deployment-configuration '{\"strategy\":\"BLUE_GREEN\",\"bakeTimeInMinutes\":0}' --output json"

# A canary would leave nine tenths of the traffic with the bad version, and its alarms would end the way back.
new_cloud
jq --argjson canary "$(configuration CANARY true ',"bakeTimeInMinutes":10,"canaryConfiguration":{"canaryPercent":10}')" '.deploymentConfiguration = $canary' \
  "$CLOUD/services/grocery-dev-cart.json" >"$CLOUD/new" && mv "$CLOUD/new" "$CLOUD/services/grocery-dev-cart.json"
call rollback cart dev
expect "rollback moves all traffic at once" ended_with 0 -- service_runs grocery-dev-cart:1 -- called \
  "aws ecs update-service --cluster grocery-dev --service grocery-dev-cart --task-definition grocery-dev-cart:1 --deployment-configuration $(configuration BLUE_GREEN false ',"bakeTimeInMinutes":0') --output json"
expect "rollback leaves the next deployment a canary" order_is "list-service-deployments|list-service-deployments|list-service-deployments|list-service-deployments|update-service|list-service-deployments|update-service" \
  -- called "aws ecs update-service --cluster grocery-dev --service grocery-dev-cart --deployment-configuration $(configuration CANARY true ',"bakeTimeInMinutes":10,"canaryConfiguration":{"canaryPercent":10}') --output json"

new_cloud
definition grocery-dev-cart:3 cart 3
CLOUD="$CLOUD" bash -c '. "$1/cloud.sh"; deploy_to grocery-dev-cart grocery-dev-cart:3 IN_PROGRESS' - "$here/tests/stand-ins"
call rollback cart dev
expect "rollback stops a deployment that is under way" ended_with 0 -- service_runs grocery-dev-cart:2 -- file_has "$(image cart 2)" -- never_called update-service \
  -- called "aws ecs stop-service-deployment --service-deployment-arn deployment/grocery-dev-cart --stop-type ROLLBACK --output json"

new_cloud
definition grocery-dev-cart:3 cart 3
CLOUD="$CLOUD" bash -c '. "$1/cloud.sh"; deploy_to grocery-dev-cart grocery-dev-cart:3 IN_PROGRESS' - "$here/tests/stand-ins"
call rollback --to grocery-dev-cart:1 cart dev
expect "rollback --to goes on from there" ended_with 0 -- service_runs grocery-dev-cart:1 -- file_has "$(image cart 1)" -- called \
  "aws ecs stop-service-deployment --service-deployment-arn deployment/grocery-dev-cart --stop-type ROLLBACK --output json"

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
