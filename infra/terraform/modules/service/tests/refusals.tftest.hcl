provider "aws" {
  region = "eu-west-1"
}

run "refuses_a_prefix_with_capitals" {
  command = plan
  variables {
    name = "Grocery-Test"
  }
  expect_failures = [var.name]
}

run "refuses_a_service_with_capitals" {
  command = plan
  variables {
    service  = "Cart"
    contract = merge(var.contract, { service = "Cart" })
  }
  expect_failures = [var.service]
}

run "refuses_an_environment_with_a_slash" {
  command = plan
  variables {
    environment = "test/eu"
  }
  expect_failures = [var.environment]
}

run "refuses_an_image_by_tag" {
  command = plan
  variables {
    image = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/grocery/cart:1.2.3"
  }
  expect_failures = [var.image]
}

run "refuses_half_a_digest" {
  command = plan
  variables {
    image = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/grocery/cart@sha256:0123456789abcdef"
  }
  expect_failures = [var.image]
}

run "refuses_a_processor_that_fargate_does_not_have" {
  command = plan
  variables {
    cpu = 300
  }
  expect_failures = [var.cpu]
}

run "refuses_memory_that_does_not_fit_the_processor" {
  command = plan
  variables {
    cpu    = 1024
    memory = 1024
  }
  expect_failures = [var.memory]
}

run "refuses_memory_that_the_collector_eats" {
  command = plan
  variables {
    memory    = 512
    collector = { memory = 300, config = "receivers: {}", image = "grocery/adot@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" }
  }
  expect_failures = [var.memory]
}

run "refuses_a_tmp_of_nothing" {
  command = plan
  variables {
    tmp_size = 0
  }
  expect_failures = [var.tmp_size]
}

run "refuses_another_architecture" {
  command = plan
  variables {
    architecture = "arm64"
  }
  expect_failures = [var.architecture]
}

run "refuses_a_variable_that_the_module_wires" {
  command = plan
  variables {
    environment_variables = { PLATFORM__Management__Port = "9999" }
  }
  expect_failures = [var.environment_variables]
}

run "refuses_a_password_in_a_variable" {
  command = plan
  variables {
    environment_variables = { ConnectionStrings__Carts = "Host=db;Username=cart;Password=hunter2" }
  }
  expect_failures = [var.environment_variables]
}

run "refuses_a_secret_that_is_no_arn" {
  command = plan
  variables {
    secrets = { Partner__ApiKey = "hunter2" }
  }
  expect_failures = [var.secrets]
}

run "refuses_a_variable_that_is_set_twice" {
  command = plan
  variables {
    environment_variables = { Partner__Url = "https://partner.example" }
    secrets               = { Partner__Url = "arn:aws:ssm:eu-west-1:123456789012:parameter/grocery/test/partner/url" }
  }
  expect_failures = [var.secrets]
}

run "refuses_a_secret_in_the_place_of_a_wired_variable" {
  command = plan
  variables {
    secrets = { Platform__Service__Name = "arn:aws:ssm:eu-west-1:123456789012:parameter/grocery/test/name" }
  }
  expect_failures = [var.secrets]
}

run "refuses_the_alias_of_a_key_for_secrets" {
  command = plan
  variables {
    secret_key_arns = ["arn:aws:kms:eu-west-1:123456789012:alias/grocery"]
  }
  expect_failures = [var.secret_key_arns]
}

run "refuses_a_contract_of_another_version" {
  command = plan
  variables {
    contract = merge(var.contract, { version = 2 })
  }
  expect_failures = [var.contract]
}

run "refuses_the_contract_of_another_service" {
  command = plan
  variables {
    contract = merge(var.contract, { service = "order" })
  }
  expect_failures = [var.contract]
}

run "refuses_a_contract_without_readiness" {
  command = plan
  variables {
    contract = merge(var.contract, { probes = merge(var.contract.probes, { ready = null }) })
  }
  expect_failures = [var.contract]
}

run "refuses_a_contract_without_http" {
  command = plan
  variables {
    contract = merge(var.contract, { ports = { http = [], https = [8443] } })
  }
  expect_failures = [var.contract]
}

run "refuses_a_drain_longer_than_the_stop" {
  command = plan
  variables {
    contract = merge(var.contract, { drain = { windowSeconds = 30 } })
  }
  expect_failures = [var.contract]
}

run "refuses_a_contract_without_a_drain" {
  command = plan
  variables {
    contract = merge(var.contract, { drain = null })
  }
  expect_failures = [var.contract]
}

run "refuses_a_stop_longer_than_fargate_waits" {
  command = plan
  variables {
    contract = merge(var.contract, { stop = { budgetSeconds = 25, timeoutSeconds = 121 } })
  }
  expect_failures = [var.contract]
}

run "refuses_a_budget_beyond_the_stop" {
  command = plan
  variables {
    contract = merge(var.contract, { stop = { budgetSeconds = 31, timeoutSeconds = 30 } })
  }
  expect_failures = [var.contract]
}

run "refuses_a_liveness_beyond_the_container_check" {
  command = plan
  variables {
    contract = merge(var.contract, { probes = merge(var.contract.probes, { live = merge(var.contract.probes.live, { failureThreshold = 11 }) }) })
  }
  expect_failures = [var.contract]
}

run "refuses_a_start_longer_than_ecs_waits" {
  command = plan
  variables {
    contract = merge(var.contract, { probes = merge(var.contract.probes, { startup = merge(var.contract.probes.startup, { failureThreshold = 200 }) }) })
  }
  expect_failures = [var.contract]
}

run "refuses_a_management_port_that_needs_a_capability" {
  command = plan
  variables {
    management_port = 80
  }
  expect_failures = [var.management_port]
}

run "refuses_a_management_port_open_to_callers" {
  command = plan
  variables {
    management_port = 8080
  }
  expect_failures = [var.management_port]
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

run "refuses_the_name_of_a_profile" {
  command = plan
  variables {
    access = { app_config = [{ application_id = "grocery-flags", environment_id = "def5678", profile_id = "ghi9012" }] }
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

run "refuses_fewer_tasks_at_most_than_at_least" {
  command = plan
  variables {
    scaling = { min = 4, max = 2 }
  }
  expect_failures = [var.scaling]
}

run "refuses_a_target_without_room" {
  command = plan
  variables {
    scaling = { cpu = 95 }
  }
  expect_failures = [var.scaling]
}

run "refuses_latency_that_nobody_measures" {
  command = plan
  variables {
    route   = null
    scaling = { p95 = { seconds = 0.5 } }
  }
  expect_failures = [var.scaling]
}

run "refuses_a_latency_of_nothing" {
  command = plan
  variables {
    scaling = { p95 = { seconds = 0 } }
  }
  expect_failures = [var.scaling]
}

run "refuses_a_schedule_that_is_no_cron" {
  command = plan
  variables {
    scaling = { schedules = { night = { cron = "at 20:00", min = 0, max = 0 } } }
  }
  expect_failures = [var.scaling]
}

run "refuses_an_unknown_strategy" {
  command = plan
  variables {
    deployment = { strategy = "linear" }
  }
  expect_failures = [var.deployment]
}

run "refuses_a_canary_without_traffic" {
  command = plan
  variables {
    route      = null
    deployment = { strategy = "canary" }
  }
  expect_failures = [var.deployment]
}

run "refuses_blue_green_without_its_listener" {
  command = plan
  variables {
    route      = merge(var.route, { test_listener_arn = null })
    deployment = { strategy = "blue_green" }
  }
  expect_failures = [var.deployment]
}

run "refuses_a_bake_of_two_days" {
  command = plan
  variables {
    deployment = { strategy = "blue_green", bake_minutes = 2880 }
  }
  expect_failures = [var.deployment]
}

run "refuses_a_canary_of_everybody" {
  command = plan
  variables {
    deployment = { strategy = "canary", canary_percent = 100 }
  }
  expect_failures = [var.deployment]
}

run "refuses_an_alarm_that_never_comes" {
  command = plan
  variables {
    alarms = { error_percent = 150 }
  }
  expect_failures = [var.alarms]
}
