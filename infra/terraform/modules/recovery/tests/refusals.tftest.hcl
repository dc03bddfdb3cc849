provider "aws" {
  region = "eu-west-1"
}

variables {
  name            = "grocery-prod"
  region          = "eu-west-1"
  recovery_region = "eu-central-1"
  database_arn    = "arn:aws:rds:eu-west-1:123456789012:db:grocery-prod-postgres"
  kms_key_arn     = "arn:aws:kms:eu-west-1:123456789012:key/data"
  alarm_topic_arn = "arn:aws:sns:eu-west-1:123456789012:alarms"
}

run "refuses_a_name_in_capitals" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "Prod"
  }
}

run "refuses_a_city_as_region" {
  command         = plan
  expect_failures = [var.region]

  variables {
    region = "Dublin"
  }
}

run "refuses_a_city_as_recovery_region" {
  command         = plan
  expect_failures = [var.recovery_region]

  variables {
    recovery_region = "Frankfurt"
  }
}

run "refuses_copies_in_the_same_region" {
  command         = plan
  expect_failures = [var.recovery_region]

  variables {
    recovery_region = "eu-west-1"
  }
}

run "refuses_a_recovery_key_of_another_region" {
  command         = plan
  expect_failures = [var.recovery_kms_key_arn]

  variables {
    recovery_kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/data"
  }
}

run "refuses_backups_each_minute" {
  command         = plan
  expect_failures = [var.hourly]

  variables {
    hourly = { schedule = "cron(* * * * ? *)" }
  }
}

run "refuses_hourly_backups_of_no_days" {
  command         = plan
  expect_failures = [var.hourly]

  variables {
    hourly = { keep_days = 0 }
  }
}

run "refuses_daily_backups_each_hour" {
  command         = plan
  expect_failures = [var.daily]

  variables {
    daily = { schedule = "cron(15 * * * ? *)" }
  }
}

run "refuses_daily_backups_of_no_days" {
  command         = plan
  expect_failures = [var.daily]

  variables {
    daily = { keep_days = 0 }
  }
}

run "refuses_a_lock_over_the_shortest_backup" {
  command         = plan
  expect_failures = [var.lock]

  variables {
    lock = { min_days = 7, max_days = 35 }
  }
}

run "refuses_a_lock_under_the_longest_backup" {
  command         = plan
  expect_failures = [var.lock]

  variables {
    lock = { min_days = 1, max_days = 30 }
  }
}

run "refuses_a_lock_without_time_to_think" {
  command         = plan
  expect_failures = [var.lock]

  variables {
    lock = { min_days = 1, max_days = 35, changeable_for_days = 1 }
  }
}

run "refuses_a_restore_at_any_time" {
  command         = plan
  expect_failures = [var.restore_test]

  variables {
    restore_test = { schedule = "weekly", subnet_group_name = "a", security_group_ids = ["sg-1"] }
  }
}

run "refuses_a_restore_of_no_hours" {
  command         = plan
  expect_failures = [var.restore_test]

  variables {
    restore_test = { hours = 0, subnet_group_name = "a", security_group_ids = ["sg-1"] }
  }
}

run "refuses_a_restore_into_the_default_group" {
  command         = plan
  expect_failures = [var.restore_test]

  variables {
    restore_test = { subnet_group_name = "a", security_group_ids = [] }
  }
}

run "refuses_runbooks_without_address" {
  command         = plan
  expect_failures = [var.runbook_url]

  variables {
    runbook_url = "wiki/runbooks"
  }
}
