provider "aws" {
  region = "eu-west-1"
}

variables {
  name            = "grocery"
  services        = ["cart", "storefront"]
  kms_key_arn     = "arn:aws:kms:eu-west-1:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"
  alarm_topic_arn = "arn:aws:sns:eu-west-1:123456789012:alarms"

  repository = {
    connection_arn = "arn:aws:codeconnections:eu-west-1:123456789012:connection/5d3b2c1a-0000-4000-8000-000000000002"
    full_name      = "grocery/platform"
  }

  registry = {
    repository_arns              = ["arn:aws:ecr:eu-west-1:123456789012:repository/grocery/cart", "arn:aws:ecr:eu-west-1:123456789012:repository/grocery/storefront"]
    code_artifact_domain_arn     = "arn:aws:codeartifact:eu-west-1:123456789012:domain/grocery"
    code_artifact_repository_arn = "arn:aws:codeartifact:eu-west-1:123456789012:repository/grocery/packages"
  }

  environments = [
    { name = "dev", account_id = "111111111111", role_arn = "arn:aws:iam::111111111111:role/deploy", plan_role_arn = "arn:aws:iam::111111111111:role/plan", url = "https://dev.shop.example" },
    { name = "staging", account_id = "222222222222", role_arn = "arn:aws:iam::222222222222:role/deploy" },
    { name = "prod", account_id = "333333333333", role_arn = "arn:aws:iam::333333333333:role/deploy", plan_role_arn = "arn:aws:iam::333333333333:role/plan", approval = true },
  ]
}

run "refuses_a_name" {
  command = plan
  variables {
    name = "Grocery"
  }
  expect_failures = [var.name]
}

run "refuses_what_is_no_connection" {
  command = plan
  variables {
    repository = { connection_arn = "https://github.com/grocery/platform", full_name = "grocery/platform" }
  }
  expect_failures = [var.repository]
}

run "refuses_a_repository_without_owner" {
  command = plan
  variables {
    repository = { connection_arn = "arn:aws:codeconnections:eu-west-1:123456789012:connection/1", full_name = "platform" }
  }
  expect_failures = [var.repository]
}

run "refuses_a_pattern_of_branches" {
  command = plan
  variables {
    repository = { connection_arn = "arn:aws:codeconnections:eu-west-1:123456789012:connection/1", full_name = "grocery/platform", branch = "release/*" }
  }
  expect_failures = [var.repository]
}

run "refuses_no_services" {
  command = plan
  variables {
    services = []
  }
  expect_failures = [var.services]
}

run "refuses_an_environment_twice" {
  command = plan
  variables {
    environments = [
      { name = "dev", account_id = "111111111111", role_arn = "arn:aws:iam::111111111111:role/deploy" },
      { name = "dev", account_id = "111111111111", role_arn = "arn:aws:iam::111111111111:role/deploy" },
    ]
  }
  expect_failures = [var.environments]
}

run "refuses_the_name_of_an_environment" {
  command = plan
  variables {
    environments = [{ name = "Dev 1", account_id = "111111111111", role_arn = "arn:aws:iam::111111111111:role/deploy" }]
  }
  expect_failures = [var.environments]
}

run "refuses_the_role_of_another_account" {
  command = plan
  variables {
    environments = [{ name = "dev", account_id = "111111111111", role_arn = "arn:aws:iam::333333333333:role/deploy" }]
  }
  expect_failures = [var.environments]
}

run "refuses_prod_without_approval" {
  command = plan
  variables {
    environments = [{ name = "prod", account_id = "333333333333", role_arn = "arn:aws:iam::333333333333:role/deploy" }]
  }
  expect_failures = [var.environments]
}

run "refuses_an_address_without_tls" {
  command = plan
  variables {
    environments = [{ name = "dev", account_id = "111111111111", role_arn = "arn:aws:iam::111111111111:role/deploy", url = "http://dev.shop.example" }]
  }
  expect_failures = [var.environments]
}

run "refuses_every_repository" {
  command = plan
  variables {
    registry = { repository_arns = ["arn:aws:ecr:eu-west-1:123456789012:repository/*"], feed = false }
  }
  expect_failures = [var.registry]
}

run "refuses_half_a_feed" {
  command = plan
  variables {
    registry = {
      repository_arns          = ["arn:aws:ecr:eu-west-1:123456789012:repository/grocery/cart"]
      code_artifact_domain_arn = "arn:aws:codeartifact:eu-west-1:123456789012:domain/grocery"
    }
  }
  expect_failures = [var.registry]
}

run "refuses_an_alias_as_key" {
  command = plan
  variables {
    kms_key_arn = "alias/grocery"
  }
  expect_failures = [var.kms_key_arn]
}

run "refuses_a_topic" {
  command = plan
  variables {
    alarm_topic_arn = "ops@example.com"
  }
  expect_failures = [var.alarm_topic_arn]
}

run "refuses_a_bucket" {
  command = plan
  variables {
    artifact_bucket = "Artifacts"
  }
  expect_failures = [var.artifact_bucket]
}

run "refuses_a_schedule" {
  command = plan
  variables {
    drift_schedule = "daily"
  }
  expect_failures = [var.drift_schedule]
}

run "refuses_an_image_by_tag" {
  command = plan
  variables {
    build = { image = "mcr.microsoft.com/dotnet/sdk:10.0" }
  }
  expect_failures = [var.build]
}

run "refuses_a_machine" {
  command = plan
  variables {
    build = { type = "WINDOWS_CONTAINER" }
  }
  expect_failures = [var.build]
}

run "refuses_a_build_without_end" {
  command = plan
  variables {
    build = { minutes = 1000 }
  }
  expect_failures = [var.build]
}

run "refuses_a_period_that_cloudwatch_does_not_know" {
  command = plan
  variables {
    build = { log_days = 100 }
  }
  expect_failures = [var.build]
}

run "refuses_runbooks_without_address" {
  command         = plan
  expect_failures = [var.runbook_url]

  variables {
    runbook_url = "wiki/runbooks"
  }
}

run "refuses_repositories_of_two_prefixes" {
  command = plan
  variables {
    registry = { repository_arns = ["arn:aws:ecr:eu-west-1:123456789012:repository/grocery/cart", "arn:aws:ecr:eu-west-1:123456789012:repository/other/order"], feed = false }
  }
  expect_failures = [var.registry]
}

run "refuses_an_image_of_the_tests_by_tag" {
  command = plan
  variables {
    build = { test_image = "debian:12" }
  }
  expect_failures = [var.build]
}

run "refuses_a_boundary_that_is_no_policy" {
  command = plan
  variables { permissions_boundary = "arn:aws:iam::123456789012:role/boundary" }
  expect_failures = [var.permissions_boundary]
}
