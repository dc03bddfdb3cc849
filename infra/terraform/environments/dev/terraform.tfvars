# Development: small and cheap. One NAT gateway in place of the endpoints, no standby, all tasks on Spot, asleep at night and on weekends.
environment           = "dev"
account_id            = "111111111111"
delivery_account_id   = "444444444444"
region                = "us-west-2"
domain                = "shop.dev.grocery.example"
zone_id               = "Z0DEV00000000000000A"
monthly_budget_usd    = 200
collector_image       = "public.ecr.aws/aws-observability/aws-otel-collector@sha256:0000000000000000000000000000000000000000000000000000000000000000"
database_client_image = "public.ecr.aws/docker/library/postgres@sha256:0000000000000000000000000000000000000000000000000000000000000000"

protect            = false
waf                = "none"
container_insights = "enabled"
network            = { cidr = "10.10.0.0/16", endpoints = false, nat = "single" }
capacity           = { base = 0, spot_percent = 100 }
compliance         = { enabled = false }
observability      = { log_retention_days = 7, prometheus = false }

service_defaults = {
  cpu    = 256
  memory = 512
  min    = 1
  max    = 3
  schedules = {
    night   = { cron = "cron(0 20 ? * MON-FRI *)", min = 0, max = 0 }
    morning = { cron = "cron(0 6 ? * MON-FRI *)", min = 1, max = 3 }
  }
}

database = {
  instance_class        = "db.t4g.micro"
  allocated_storage     = 20
  max_allocated_storage = 50
  multi_az              = false
  backup_retention_days = 7
}
