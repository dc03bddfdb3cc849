# Every value that cannot be right is refused before anything is planned.
variables {
  environment           = "dev"
  account_id            = "123456789012"
  region                = "us-west-2"
  domain                = "shop.dev.grocery.example"
  zone_id               = "Z0DEV00000000000000A"
  monthly_budget_usd    = 200
  network               = { nat = "single" }
  collector_image       = "public.ecr.aws/aws-observability/aws-otel-collector@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  database_client_image = "public.ecr.aws/docker/library/postgres@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  images = {
    cart       = "grocery/cart@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    order      = "grocery/order@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    product    = "grocery/product@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    storefront = "grocery/storefront@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    summary    = "grocery/summary@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }
  slo = {
    cart       = { availability = 99.9, latency_seconds = 0.5, minimum_failures = 10 }
    order      = { availability = 99.9, latency_seconds = 0.5, minimum_failures = 10 }
    product    = { availability = 99.95, latency_seconds = 0.25, minimum_failures = 10 }
    storefront = { availability = 99.9, latency_seconds = 0.5, minimum_failures = 10 }
    summary    = { availability = 99.9, latency_seconds = 0, minimum_failures = 10 }
  }
}

# A plan of the whole system takes seconds, so what does not hide each other is refused together.
run "refuses_every_value_that_cannot_be_right" {
  command = plan

  variables {
    environment           = "test"
    account_id            = "12345"
    delivery_account_id   = "delivery"
    region                = "Oregon"
    domain                = "localhost"
    zone_id               = "grocery.example"
    collector_image       = "aws-otel-collector:latest"
    database_client_image = "postgres:17"
    container_insights    = "all"
    services              = { payment = { cpu = 256 } }
    flags                 = { Checkout = 120 }
    waf                   = "strict"
    alarm_emails          = ["oncall"]
    monthly_budget_usd    = 0
    images                = { cart = "grocery/cart@sha256:0000000000000000000000000000000000000000000000000000000000000000" }
    slo                   = { cart = { availability = 99.9, latency_seconds = 0.5, minimum_failures = 10 } }
  }

  expect_failures = [
    var.environment, var.account_id, var.delivery_account_id, var.region, var.domain, var.zone_id, var.collector_image,
    var.database_client_image, var.container_insights, var.services, var.flags, var.waf, var.alarm_emails, var.monthly_budget_usd, var.images, var.slo,
  ]
}

run "refuses_what_is_wrong_only_together" {
  command = plan

  variables {
    recovery_region = "us-west-2"
    network         = { endpoints = false, nat = "none" }
    images = {
      cart       = "grocery/cart:latest"
      order      = "grocery/order@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      product    = "grocery/product@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      storefront = "grocery/storefront@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      summary    = "grocery/summary@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    }
  }

  expect_failures = [var.recovery_region, var.network, var.images]
}

run "refuses_images_that_nothing_can_reach" {
  command = plan

  variables {
    network = { endpoints = true, nat = "none" }
  }

  expect_failures = [var.collector_image, var.database_client_image]
}
