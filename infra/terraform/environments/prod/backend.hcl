bucket       = "grocery-terraform-state-333333333333"
key          = "system/prod.tfstate"
region       = "us-west-2"
encrypt      = true
kms_key_id   = "alias/grocery-state"
use_lockfile = true
