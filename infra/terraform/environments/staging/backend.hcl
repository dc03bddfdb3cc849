bucket       = "grocery-terraform-state-222222222222"
key          = "system/staging.tfstate"
region       = "us-west-2"
encrypt      = true
kms_key_id   = "alias/grocery-state"
use_lockfile = true
