bucket       = "grocery-terraform-state-123456789012"
key          = "delivery.tfstate"
region       = "us-west-2"
encrypt      = true
use_lockfile = true
