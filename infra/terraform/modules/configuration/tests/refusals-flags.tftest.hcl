provider "aws" {
  region = "eu-west-1"
}

variables {
  name        = "grocery-dev"
  environment = "dev"
  services    = { cart = {} }
}

run "refuses_an_unknown_format_of_flags" {
  command         = plan
  expect_failures = [var.flags]

  variables {
    flags = { document = "{}", format = "yaml" }
  }
}

run "refuses_flags_that_are_a_list" {
  command         = plan
  expect_failures = [var.flags]

  variables {
    flags = { document = "[]", format = "freeform" }
  }
}

run "refuses_flags_that_are_no_json" {
  command         = plan
  expect_failures = [var.flags]

  variables {
    flags = { document = "checkout: true", format = "freeform" }
  }
}

run "refuses_plain_settings_given_as_awss_flags" {
  command         = plan
  expect_failures = [var.flags]

  variables {
    flags = { document = "{\"Checkout\":true}" }
  }
}

run "refuses_a_flag_without_a_value" {
  command         = plan
  expect_failures = [var.flags]

  variables {
    flags = { document = "{\"version\":\"1\",\"flags\":{\"a\":{\"name\":\"A\"}},\"values\":{}}" }
  }
}

run "refuses_a_flag_in_capitals" {
  command         = plan
  expect_failures = [var.flags]

  variables {
    flags = { document = "{\"version\":\"1\",\"flags\":{\"A\":{\"name\":\"A\"}},\"values\":{\"A\":{\"enabled\":true}}}" }
  }
}

run "refuses_a_flag_with_variants" {
  command         = plan
  expect_failures = [var.flags]

  variables {
    flags = { document = "{\"version\":\"1\",\"flags\":{\"a\":{\"name\":\"A\"}},\"values\":{\"a\":{\"_variants\":[]}}}" }
  }
}

run "refuses_growth_of_nothing" {
  command         = plan
  expect_failures = [var.deployment]

  variables {
    deployment = { growth_percent = 0 }
  }
}

run "refuses_a_deployment_over_a_day" {
  command         = plan
  expect_failures = [var.deployment]

  variables {
    deployment = { minutes = 1441 }
  }
}

run "refuses_half_a_minute_of_baking" {
  command         = plan
  expect_failures = [var.deployment]

  variables {
    deployment = { bake_minutes = 0.5 }
  }
}

run "refuses_alarms_that_could_never_act" {
  command         = plan
  expect_failures = [var.deployment]

  variables {
    deployment = { minutes = 0, bake_minutes = 0 }
    alarm_arns = ["arn:aws:cloudwatch:eu-west-1:123456789012:alarm:a"]
  }
}

run "refuses_six_alarms" {
  command         = plan
  expect_failures = [var.alarm_arns]

  variables {
    alarm_arns = [for i in range(6) : "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:a${i}"]
  }
}

run "refuses_an_unknown_user_of_the_key" {
  command         = plan
  expect_failures = [var.key_users]

  variables {
    key_users = ["everybody"]
  }
}

run "refuses_three_days_to_recover" {
  command         = plan
  expect_failures = [var.secret_recovery_days]

  variables {
    secret_recovery_days = 3
  }
}
