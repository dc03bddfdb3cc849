# Production once more, after the loss of its region: over the values of ../terraform.tfvars. docs/operations/runbooks/region-loss.md.
region              = "us-east-1"
recovery_region     = null
delivery_account_id = null

# The output recovery of production says both ARNs: write them here when it is made, not when it is lost.
recovery_of = {
  region                = "us-west-2"
  kms_key_arn           = "arn:aws:kms:us-east-1:333333333333:key/00000000-0000-0000-0000-000000000000"
  automated_backups_arn = "arn:aws:rds:us-east-1:333333333333:auto-backup:ab-00000000000000000000000000000000"
}

# Beside the addresses of the lost region, in case both are connected one day.
network = { cidr = "10.31.0.0/16" }

# Managed Grafana signs people in by IAM Identity Center, which may be in the lost region.
observability = { log_retention_days = 90, grafana = false }
