bucket       = "grocery-terraform-state-111111111111"
key          = "system/dev.tfstate"
region       = "us-west-2"
encrypt      = true
kms_key_id   = "alias/grocery-state"
use_lockfile = true
