provider "aws" {
  region = "eu-west-1"
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
