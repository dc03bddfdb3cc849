account_id     = "123456789012"
region         = "us-west-2"
connection_arn = "arn:aws:codeconnections:us-west-2:123456789012:connection/00000000-0000-0000-0000-000000000000"
repository     = "grocery/platform"
alarm_emails   = ["oncall@grocery.example"]

environments = [
  { name = "dev", account_id = "123456789012", role_arn = "arn:aws:iam::123456789012:role/grocery-dev-deploy", plan_role_arn = "arn:aws:iam::123456789012:role/grocery-dev-plan", url = "https://shop.dev.grocery.example" },
  { name = "staging", account_id = "123456789012", role_arn = "arn:aws:iam::123456789012:role/grocery-staging-deploy", plan_role_arn = "arn:aws:iam::123456789012:role/grocery-staging-plan", url = "https://shop.staging.grocery.example" },
  { name = "prod", account_id = "123456789012", role_arn = "arn:aws:iam::123456789012:role/grocery-prod-deploy", plan_role_arn = "arn:aws:iam::123456789012:role/grocery-prod-plan", url = "https://shop.grocery.example", approval = true },
]
