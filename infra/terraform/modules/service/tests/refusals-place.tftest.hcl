provider "aws" {
  region = "eu-west-1"
}

run "refuses_instances_of_its_own" {
  command = plan
  variables {
    capacity_provider_strategy = [{ capacity_provider = "my-instances", weight = 1 }]
  }
  expect_failures = [var.capacity_provider_strategy]
}

run "refuses_a_strategy_without_weights" {
  command = plan
  variables {
    capacity_provider_strategy = [{ capacity_provider = "FARGATE", base = 2 }]
  }
  expect_failures = [var.capacity_provider_strategy]
}

run "refuses_one_subnet" {
  command = plan
  variables {
    subnet_ids = ["subnet-0a"]
  }
  expect_failures = [var.subnet_ids]
}

run "refuses_a_priority_of_the_edge" {
  command = plan
  variables {
    route = merge(var.route, { priority = 9 })
  }
  expect_failures = [var.route]
}

run "refuses_a_rule_with_too_many_conditions" {
  command = plan
  variables {
    route = merge(var.route, { path_patterns = ["/a", "/b", "/c", "/d", "/e"] })
  }
  expect_failures = [var.route]
}

run "refuses_a_path_without_a_slash" {
  command = plan
  variables {
    route = merge(var.route, { path_patterns = ["api/*"] })
  }
  expect_failures = [var.route]
}

run "refuses_a_port_that_does_not_exist" {
  command = plan
  variables {
    egress = merge(var.egress, { peers = { database = { security_group_id = "sg-0d0d0d0d0d0d0d0d0", port = 70000 } } })
  }
  expect_failures = [var.egress]
}

run "refuses_all_log_groups" {
  command = plan
  variables {
    log_group_arn = "arn:aws:logs:eu-west-1:123456789012:log-group:*"
  }
  expect_failures = [var.log_group_arn]
}

run "refuses_a_path_above_the_service" {
  command = plan
  variables {
    access = { parameter_paths = ["/grocery"] }
  }
  expect_failures = [var.access]
}

run "refuses_a_path_with_a_wildcard" {
  command = plan
  variables {
    access = { parameter_paths = ["/grocery/test/*"] }
  }
  expect_failures = [var.access]
}

run "refuses_secrets_by_wildcard" {
  command = plan
  variables {
    access = { secret_arns = ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:grocery/*"] }
  }
  expect_failures = [var.access]
}

run "refuses_the_alias_of_a_key" {
  command = plan
  variables {
    access = { kms_key_arns = ["alias/grocery"] }
  }
  expect_failures = [var.access]
}

run "refuses_all_profiles" {
  command = plan
  variables {
    access = { app_config = [{ application_id = "abc1234", environment_id = "def5678", profile_id = "*" }] }
  }
  expect_failures = [var.access]
}

run "refuses_an_id_with_a_colon" {
  command = plan
  variables {
    access = { app_config = [{ application_id = "abc1234", environment_id = "def5678:abc1234", profile_id = "ghi9012" }] }
  }
  expect_failures = [var.access]
}

run "refuses_a_collector_by_tag" {
  command = plan
  variables {
    collector = { image = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3", config = "receivers: {}" }
  }
  expect_failures = [var.collector]
}

run "refuses_a_collector_without_configuration" {
  command = plan
  variables {
    collector = { image = "public.ecr.aws/aws-observability/aws-otel-collector@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" }
  }
  expect_failures = [var.collector]
}

run "refuses_a_collector_without_memory" {
  command = plan
  variables {
    collector = { image = "public.ecr.aws/aws-observability/aws-otel-collector@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", config = "receivers: {}", memory = 32 }
  }
  expect_failures = [var.collector]
}
