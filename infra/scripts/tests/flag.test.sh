# shellcheck shell=bash disable=SC2154

# The flag in the version that was deployed last.
flag_is() {
  [ "$(jq -c --arg flag "$1" '.feature_management.feature_flags[] | select(.id == $flag)' "$CLOUD/flags/$(jq -r '.[-1].ConfigurationVersion' "$CLOUD/flags/deployments.json").json")" = "$2" ]
}

alarms_are() { [ "$(jq -c 'map(.AlarmArn)' "$CLOUD/flags/monitors.json")" = "$1" ]; }

under_way() {
  jq --arg state "$1" '. + [{ DeploymentNumber: 2, ConfigurationName: "flags", ConfigurationVersion: "9", State: $state }]' "$CLOUD/flags/deployments.json" >"$CLOUD/new" &&
    mv "$CLOUD/new" "$CLOUD/flags/deployments.json"
}

# The alarm is on: with it AppConfig would take the deployment back.
new_cloud
call flag dev Checkout off
expect "flag switches a flag off during an alarm" ended_with 0 -- flag_is Checkout '{"id":"Checkout","enabled":false}' -- said "Checkout is off in dev"
expect "flag leaves the other flags alone" flag_is Slots '{"id":"Slots","enabled":true,"conditions":{"client_filters":[{"name":"Microsoft.Targeting"}]}}'
expect "flag puts the alarms back" alarms_are '["alarm"]'
expect "flag shows what it changes" said '"enabled": false' -- said "Write it into flags of" -- said "$folder/terraform.tfvars"
expect "flag deploys to everybody at once, encrypted" grep -qF 'deployment-strategy-id at-once --kms-key-identifier alias/grocery-dev-configuration' "$CLOUD/calls"

call flag dev Checkout off
expect "flag does nothing to what is so already" ended_with 0 -- said "Checkout is off for everybody in dev already" -- flag_is Checkout '{"id":"Checkout","enabled":false}'
expect "flag makes no version of what is so already" missing "$CLOUD/flags/3.json"

call flag dev Checkout on
expect "flag switches a flag on" ended_with 0 -- flag_is Checkout '{"id":"Checkout","enabled":true}'

new_cloud
call flag dev Slots on
expect "on is for all users, not for the share of before" ended_with 0 -- flag_is Slots '{"id":"Slots","enabled":true}'

new_cloud
under_way BAKING
call flag dev Checkout off
expect "flag does not take another deployment back unasked" ended_with 1 -- said "deployment 2 of version 9 is under way (BAKING)" -- said "pass --stop" -- never_called start-deployment

call flag --stop dev Checkout off
expect "flag --stop takes it back, and goes on from what was before" ended_with 0 -- said "Deployment 2: ROLLED_BACK" -- flag_is Checkout '{"id":"Checkout","enabled":false}' -- flag_is Slots \
  '{"id":"Slots","enabled":true,"conditions":{"client_filters":[{"name":"Microsoft.Targeting"}]}}'

new_cloud
echo ROLLED_BACK >"$CLOUD/next-status"
call flag dev Checkout off
expect "a deployment that is taken back is said" ended_with 1 -- said "Checkout was not switched off: its deployment ROLLED_BACK" -- alarms_are '["alarm"]'

new_cloud
echo DEPLOYING >"$CLOUD/next-status"
WAIT_SECONDS=0 call flag dev Checkout off
expect "flag waits until the deployment is over" ended_with 1 -- said "not over after 0 seconds, last DEPLOYING" -- alarms_are '["alarm"]'

new_cloud
echo "An error occurred (ThrottlingException)" >"$CLOUD/fail-appconfig-get-deployment"
call flag dev Checkout off
expect "a deployment that cannot be followed is said, and the alarms are back" ended_with 1 -- said "its deployment could not be followed" -- alarms_are '["alarm"]'

new_cloud
echo "An error occurred (ConflictException)" >"$CLOUD/fail-appconfig-start-deployment"
call flag dev Checkout off
expect "a deployment that does not begin is said, and the alarms are back" ended_with 1 -- said "ConflictException" -- said "its deployment did not begin" -- alarms_are '["alarm"]'

new_cloud
echo '[]' >"$CLOUD/flags/monitors.json"
call flag dev Checkout off
expect "where there are no alarms none are touched" ended_with 0 -- never_called update-environment

new_cloud
call flag dev Basket off
expect "an unknown flag is refused, and the known ones are named" ended_with 2 -- said 'there is no flag "Basket" in dev; allowed: Checkout Slots' -- never_called create-hosted

new_cloud
echo '{"version":"1","flags":{},"values":{}}' >"$CLOUD/flags/1.json"
call flag dev Checkout off
expect "a document of another form is left alone" ended_with 1 -- said "is not JSON of the form" -- never_called create-hosted

new_cloud
jq '.[0].State = "ROLLED_BACK"' "$CLOUD/flags/deployments.json" >"$CLOUD/new" && mv "$CLOUD/new" "$CLOUD/flags/deployments.json"
call flag dev Checkout off
expect "without flags in use there is nothing to switch" ended_with 1 -- said "no deployment of flags was ever completed" -- never_called create-hosted

new_cloud
call flag --dry-run dev Checkout off
expect "a dry run of flag calls nothing" ended_with 0 -- called_nothing -- said "+ aws appconfig start-deployment --application-id APPLICATION" -- flag_is Checkout '{"id":"Checkout","enabled":true}'

new_cloud
call_at_terminal n flag dev Checkout off
expect "flag asks before it switches" ended_with 1 -- said "Switch Checkout off in dev, for everybody, at once? [y/N]" -- never_called create-hosted
