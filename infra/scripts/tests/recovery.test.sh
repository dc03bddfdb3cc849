# shellcheck shell=bash disable=SC2154,SC2016
# dev made again in another region: the same scripts for the environment dev-recovery.

lost_cloud() {
  new_cloud
  recovery="$folder/recovery"
  mkdir "$recovery"
  printf 'bucket       = "grocery-terraform-state-123456789012-recovery"\nregion       = "us-east-1"\nkms_key_id   = "alias/grocery-state"\n' >"$recovery/backend.hcl"
  printf 'region     = "us-east-1"\n' >"$recovery/terraform.tfvars"
}

# What a task of the recovery runs: the copy of the image.
copies() {
  local file
  for file in "$CLOUD"/definitions/*.json; do sed -i 's/us-west-2/us-east-1/' "$file"; done
}

lost_cloud
never_applied
call setup-environment dev-recovery
expect "setup-environment makes an environment again in the other region" ended_with 0 -- said "dev-recovery works: $shop" \
  -- called "terraform -chdir=$work/infra/terraform/system init -reconfigure -backend-config=$recovery/backend.hcl" \
  -- called "aws s3api head-bucket --bucket grocery-terraform-state-123456789012-recovery" \
  -- grep -qF "plan -out=$recovery/.terraform/plan -var-file=$folder/terraform.tfvars -var-file=$recovery/terraform.tfvars -var-file=$images" "$CLOUD/calls"
expect "its database comes first too, and its roles get the new passwords" order_is "apply|run-task|wait|apply|list-service-deployments|list-service-deployments"

lost_cloud
echo "An error occurred (404)" >"$CLOUD/fail-s3api-head-bucket"
call setup-environment --bootstrap dev-recovery
expect "the bucket of a recovery is not made when it is needed" ended_with 1 -- said "setup-environment --bootstrap dev, before that region is lost" -- never_called "terraform -chdir"

sed -i '1i recovery_region = "us-east-1"' "$folder/terraform.tfvars"
call setup-environment --bootstrap dev
expect "it is made together with the first" ended_with 0 \
  -- called "terraform -chdir=$work/infra/terraform/bootstrap apply -auto-approve -var region=us-west-2 -var recovery_region=us-east-1"

lost_cloud
copies
apply_deploys SUCCESSFUL
echo 'sed -i s/us-west-2/us-east-1/ "$CLOUD"/definitions/*.json' >>"$CLOUD/on-apply"
call deploy cart dev-recovery "$(digest 3)"
expect "deploy looks for the copy of the image" ended_with 0 -- said "cart in dev-recovery runs" -- called \
  "aws ecr describe-images --registry-id 123456789012 --region us-east-1 --repository-name grocery/cart --image-ids imageDigest=$(digest 3) --output json"
expect "the file goes on naming the image itself" file_has "$(image cart 3)"

call rollback --to grocery-dev-cart:1 cart dev-recovery
expect "so it does after a rollback" ended_with 0 -- service_runs grocery-dev-cart:1 -- file_has "$(image cart 1)"

lost_cloud
call health-check dev-recovery
expect "health-check asks a recovery" ended_with 0 -- said "ok cart: " -- called "terraform -chdir=$work/infra/terraform/system init -reconfigure -backend-config=$recovery/backend.hcl"

refused "an environment without a recovery has none" 'there is no environment "dev-recovery"; allowed: dev' health-check dev-recovery
