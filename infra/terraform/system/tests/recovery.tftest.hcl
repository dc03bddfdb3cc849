variables {
  environment           = "prod"
  account_id            = "123456789012"
  region                = "us-east-1"
  domain                = "shop.grocery.example"
  zone_id               = "Z0PROD0000000000000A"
  monthly_budget_usd    = 2500
  alarm_emails          = ["oncall@grocery.example"]
  collector_image       = "210987654321.dkr.ecr.us-west-2.amazonaws.com/grocery/aws-otel-collector@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  database_client_image = "210987654321.dkr.ecr.us-west-2.amazonaws.com/grocery/postgres@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  images = {
    cart       = "210987654321.dkr.ecr.us-west-2.amazonaws.com/grocery/cart@sha256:1000000000000000000000000000000000000000000000000000000000000000"
    order      = "210987654321.dkr.ecr.us-west-2.amazonaws.com/grocery/order@sha256:2000000000000000000000000000000000000000000000000000000000000000"
    product    = "210987654321.dkr.ecr.us-west-2.amazonaws.com/grocery/product@sha256:3000000000000000000000000000000000000000000000000000000000000000"
    storefront = "210987654321.dkr.ecr.us-west-2.amazonaws.com/grocery/storefront@sha256:4000000000000000000000000000000000000000000000000000000000000000"
    summary    = "210987654321.dkr.ecr.us-west-2.amazonaws.com/grocery/summary@sha256:5000000000000000000000000000000000000000000000000000000000000000"
  }
  slo = {
    cart       = { availability = 99.9, latency_seconds = 0.5, minimum_failures = 10 }
    order      = { availability = 99.9, latency_seconds = 0.5, minimum_failures = 10 }
    product    = { availability = 99.9, latency_seconds = 0.5, minimum_failures = 10 }
    storefront = { availability = 99.9, latency_seconds = 0.5, minimum_failures = 10 }
    summary    = { availability = 99.9, latency_seconds = 0.5, minimum_failures = 10 }
  }

  recovery_of = {
    region                = "us-west-2"
    kms_key_arn           = "arn:aws:kms:us-east-1:123456789012:key/copies"
    automated_backups_arn = "arn:aws:rds:us-east-1:123456789012:auto-backup:ab-jkib2gfq5rv7replzadausbrktni2bn4"
  }
}

# One plan of the whole for all that is asked of it: it takes seconds.
run "makes_the_environment_again_beside_what_is_left_of_it" {
  command = plan

  assert {
    condition     = output.cluster_name == "grocery-prod-dr" && module.database.instance_identifier == "grocery-prod-dr-postgres"
    error_message = "Its names would collide with those that the account still has: ${output.cluster_name}, ${module.database.instance_identifier}."
  }

  assert {
    condition     = length(module.cost) == 0 && length(module.recovery) == 0 && length(aws_route53_record.validation) == 0 && module.compliance[0].trail_arn == null
    error_message = "It makes a second budget, trail or record of what the account has once."
  }

  assert {
    condition     = alltrue([for image in values(local.images) : startswith(image, "210987654321.dkr.ecr.us-east-1.amazonaws.com/grocery/")]) && endswith(local.images["cart"], "/grocery/cart@sha256:1000000000000000000000000000000000000000000000000000000000000000")
    error_message = "It would pull from the region that is lost, or something else than what ran: ${jsonencode(local.images)}."
  }

  assert {
    condition     = local.failover_role == "secondary" && output.health_check_id == null && length(aws_sns_topic.failover) == 0
    error_message = "The name of the shop would not lead here, or collide with the record of the primary."
  }

  assert {
    condition     = output.url == "https://shop.grocery.example" && output.recovery == null
    error_message = "The shop has another name than before."
  }
}

run "refuses_to_recover_in_the_region_that_is_lost" {
  command = plan
  variables { region = "us-west-2" }
  expect_failures = [var.recovery_of]
}

run "refuses_the_pipeline_of_the_lost_environment" {
  command = plan
  variables { delivery_account_id = "210987654321" }
  expect_failures = [var.recovery_of]
}

run "refuses_a_shop_without_any_address" {
  command = plan
  variables { in_service = false }
  expect_failures = [var.in_service]
}
