provider "aws" {
  region = "eu-west-1"
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
