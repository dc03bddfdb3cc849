# Production: every part in three zones, a standby and a replica of the database, copies of the backups in another region, canaries.
environment           = "prod"
account_id            = "333333333333"
delivery_account_id   = "444444444444"
region                = "us-west-2"
recovery_region       = "us-east-1"
domain                = "shop.grocery.example"
zone_id               = "Z0PROD0000000000000A"
monthly_budget_usd    = 2500
collector_image       = "444444444444.dkr.ecr.us-west-2.amazonaws.com/grocery/aws-otel-collector@sha256:0000000000000000000000000000000000000000000000000000000000000000"
database_client_image = "444444444444.dkr.ecr.us-west-2.amazonaws.com/grocery/postgres@sha256:0000000000000000000000000000000000000000000000000000000000000000"

network       = { cidr = "10.30.0.0/16" }
capacity      = { base = 2, spot_percent = 30 }
compliance    = { guard_duty = true }
observability = { log_retention_days = 90, grafana = true }
alarm_emails  = ["oncall@grocery.example"]

service_defaults = {
  cpu      = 1024
  memory   = 2048
  min      = 3
  max      = 20
  strategy = "canary"
}

services = {
  storefront = { max = 30 }
  summary    = { cpu = 512, memory = 1024 }
}

database = {
  instance_class        = "db.r8g.large"
  allocated_storage     = 200
  max_allocated_storage = 2000
  multi_az              = true
  replica               = true
}
