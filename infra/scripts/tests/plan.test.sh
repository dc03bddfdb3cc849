# shellcheck shell=bash disable=SC2154

new_cloud
plan_changes '["update"]' 'module.edge.aws_lb.this'
call plan dev
expect "a plan says what it would change" ended_with 0 -- said "1 to update" -- said "update module.edge.aws_lb.this"
expect "and changes nothing" never_called " apply "
call plan --expect-nothing dev
expect "what somebody changed by hand is drift" ended_with 1 -- said "dev is not as this code says: 1 differences"

new_cloud
call plan --expect-nothing dev
expect "an environment that is as the code says has no drift" ended_with 0 -- said "0 to update"
expect "a plan waits for a deployment to end" called "terraform -chdir=$work/infra/terraform/system plan -out=$folder/.terraform/plan -var-file=$folder/terraform.tfvars -var-file=$images -var-file=$work/infra/terraform/environments/slo.tfvars.json -lock-timeout=15m"

new_cloud
echo "no access" >"$CLOUD/fail-terraform-plan"
call plan --expect-nothing dev
expect "a plan that fails is not taken for no drift" ended_with 1 -- said "could not plan dev"

new_cloud
call plan --dry-run dev
expect "a dry run of plan calls nothing" ended_with 0 -- called_nothing -- said "+ terraform"

refused "an environment that is not there is refused by plan" "there is no environment" plan production
refused "plan takes one environment" "one environment at a time" plan dev staging
