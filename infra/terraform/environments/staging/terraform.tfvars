# Staging: what production is, at a smaller size. New versions come by blue/green here first.
environment           = "staging"
account_id            = "222222222222"
delivery_account_id   = "444444444444"
region                = "us-west-2"
domain                = "shop.staging.grocery.example"
zone_id               = "Z0STAGING00000000000"
monthly_budget_usd    = 900
collector_image       = "444444444444.dkr.ecr.us-west-2.amazonaws.com/grocery/aws-otel-collector@sha256:0000000000000000000000000000000000000000000000000000000000000000"
database_client_image = "444444444444.dkr.ecr.us-west-2.amazonaws.com/grocery/postgres@sha256:0000000000000000000000000000000000000000000000000000000000000000"

network       = { cidr = "10.20.0.0/16" }
capacity      = { base = 1, spot_percent = 70 }
observability = { log_retention_days = 30 }

service_defaults = {
  min      = 2
  max      = 6
  strategy = "blue_green"
}

database = {
  multi_az = true
}
