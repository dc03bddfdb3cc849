bucket       = "grocery-terraform-state-444444444444"
key          = "delivery.tfstate"
region       = "us-west-2"
encrypt      = true
kms_key_id   = "alias/grocery-state"
use_lockfile = true
