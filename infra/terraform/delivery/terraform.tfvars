account_id      = "444444444444"
region          = "us-west-2"
recovery_region = "us-east-1"
connection_arn  = "arn:aws:codeconnections:us-west-2:444444444444:connection/00000000-0000-0000-0000-000000000000"
repository      = "grocery/platform"
test_image      = "444444444444.dkr.ecr.us-west-2.amazonaws.com/grocery/debian@sha256:0000000000000000000000000000000000000000000000000000000000000000"
alarm_emails    = ["oncall@grocery.example"]

environments = [
  { name = "dev", account_id = "111111111111", role_arn = "arn:aws:iam::111111111111:role/grocery-dev-deploy", plan_role_arn = "arn:aws:iam::111111111111:role/grocery-dev-plan", url = "https://shop.dev.grocery.example" },
  { name = "staging", account_id = "222222222222", role_arn = "arn:aws:iam::222222222222:role/grocery-staging-deploy", plan_role_arn = "arn:aws:iam::222222222222:role/grocery-staging-plan", url = "https://shop.staging.grocery.example" },
  { name = "prod", account_id = "333333333333", role_arn = "arn:aws:iam::333333333333:role/grocery-prod-deploy", plan_role_arn = "arn:aws:iam::333333333333:role/grocery-prod-plan", url = "https://shop.grocery.example", approval = true },
]
