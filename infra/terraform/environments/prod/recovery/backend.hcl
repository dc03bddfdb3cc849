bucket       = "grocery-terraform-state-333333333333-recovery"
key          = "recovery/prod.tfstate"
region       = "us-east-1"
encrypt      = true
kms_key_id   = "alias/grocery-state"
use_lockfile = true
