provider "aws" {
  region = "eu-west-1"
}

variables {
  name        = "grocery-dev"
  environment = "dev"
  kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/data"
  services    = ["cart"]
}

run "refuses_a_name_that_ends_with_a_hyphen" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "grocery-"
  }
}

run "refuses_an_environment_in_capitals" {
  command         = plan
  expect_failures = [var.environment]

  variables {
    environment = "Dev"
  }
}

run "refuses_no_service" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = []
  }
}

run "refuses_a_service_in_capitals" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = ["Cart"]
  }
}

run "refuses_logs_of_ten_days" {
  command         = plan
  expect_failures = [var.log_retention_days]

  variables {
    log_retention_days = 10
  }
}

run "refuses_rules_without_groups" {
  command         = plan
  expect_failures = [var.rule_files]

  variables {
    rule_files = { health = "rules: []" }
  }
}

run "refuses_rules_without_prometheus" {
  command         = plan
  expect_failures = [var.rule_files]

  variables {
    rule_files = { health = "groups: []" }
    prometheus = false
  }
}

run "refuses_an_address_without_a_host" {
  command         = plan
  expect_failures = [var.alarm_emails]

  variables {
    alarm_emails = ["team"]
  }
}

run "refuses_a_publisher_that_is_not_aws" {
  command         = plan
  expect_failures = [var.publishers]

  variables {
    publishers = ["example.com"]
  }
}

run "refuses_a_promise_of_nobody" {
  command         = plan
  expect_failures = [var.slo]

  variables {
    slo = { order = { load_balancer_arn_suffix = "app/shop/1", target_group_arn_suffix = "t/1" } }
  }
}

run "refuses_a_promise_of_90_percent" {
  command         = plan
  expect_failures = [var.slo]

  variables {
    slo = { cart = { load_balancer_arn_suffix = "app/shop/1", target_group_arn_suffix = "t/1", availability = 90 } }
  }
}

run "refuses_a_promise_of_100_percent" {
  command         = plan
  expect_failures = [var.slo]

  variables {
    slo = { cart = { load_balancer_arn_suffix = "app/shop/1", target_group_arn_suffix = "t/1", availability = 100 } }
  }
}

run "refuses_a_latency_percent_of_90" {
  command = plan

  expect_failures = [var.slo]

  variables {
    slo = { cart = { load_balancer_arn_suffix = "app/shop/1", target_group_arn_suffix = "t/1", latency_percent = 90 } }
  }
}

run "refuses_a_latency_of_two_minutes" {
  command         = plan
  expect_failures = [var.slo]

  variables {
    slo = { cart = { load_balancer_arn_suffix = "app/shop/1", target_group_arn_suffix = "t/1", latency_seconds = 120 } }
  }
}

run "refuses_alarms_without_a_failure" {
  command         = plan
  expect_failures = [var.slo]

  variables {
    slo = { cart = { load_balancer_arn_suffix = "app/shop/1", target_group_arn_suffix = "t/1", minimum_failures = 0 } }
  }
}

run "refuses_a_promise_without_a_target_group" {
  command         = plan
  expect_failures = [var.slo]

  variables {
    slo = { cart = { load_balancer_arn_suffix = "app/shop/1" } }
  }
}

run "refuses_four_target_groups" {
  command         = plan
  expect_failures = [var.slo]

  variables {
    slo = { cart = { load_balancer_arn_suffix = "app/shop/1", target_group_arn_suffixes = { a = "1", b = "2", c = "3", d = "4" } } }
  }
}

run "refuses_a_runbook_without_https" {
  command         = plan
  expect_failures = [var.runbook_url]

  variables {
    runbook_url = "wiki/runbooks"
  }
}

run "refuses_metrics_of_a_service_that_is_not_there" {
  command = plan

  variables {
    metrics = { payment = {} }
  }

  expect_failures = [var.metrics]
}

run "refuses_a_path_of_metrics_that_is_none" {
  command = plan

  variables {
    metrics = { cart = { path = "metrics" } }
  }

  expect_failures = [var.metrics]
}

run "refuses_a_management_port_that_needs_a_capability" {
  command = plan

  variables {
    management_port = 80
  }

  expect_failures = [var.management_port]
}

run "refuses_an_alert_that_holds_back_those_of_all_services" {
  command         = plan
  expect_failures = [var.inhibit_rules]

  variables {
    inhibit_rules = [{ source_matchers = ["alertname=\"ServiceDown\""], target_matchers = ["severity=\"ticket\""], equal = [] }]
  }
}
