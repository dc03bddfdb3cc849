provider "aws" {
  region = "eu-west-1"
}

variables {
  name               = "grocery-dev"
  monthly_budget_usd = 250
  alarm_topic_arn    = "arn:aws:sns:eu-west-1:123456789012:alarms"
}

run "refuses_a_name_in_capitals" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "Dev"
  }
}

run "refuses_a_budget_of_nothing" {
  command         = plan
  expect_failures = [var.monthly_budget_usd]

  variables {
    monthly_budget_usd = 0
  }
}

run "refuses_no_threshold" {
  command         = plan
  expect_failures = [var.thresholds]

  variables {
    thresholds = { actual = [], forecast = [] }
  }
}

run "refuses_six_thresholds" {
  command         = plan
  expect_failures = [var.thresholds]

  variables {
    thresholds = { actual = [10, 20, 30, 40, 50], forecast = [100] }
  }
}

run "refuses_a_threshold_of_nothing" {
  command         = plan
  expect_failures = [var.thresholds]

  variables {
    thresholds = { actual = [0] }
  }
}

run "refuses_two_filter_tags" {
  command         = plan
  expect_failures = [var.filter_tags]

  variables {
    filter_tags = { Environment = "dev", Project = "shop" }
  }
}

run "refuses_an_address_without_a_host" {
  command         = plan
  expect_failures = [var.emails]

  variables {
    emails = ["team"]
  }
}

run "refuses_eleven_addresses" {
  command         = plan
  expect_failures = [var.emails]

  variables {
    emails = [for i in range(11) : "team${i}@example.com"]
  }
}

run "refuses_an_anomaly_of_no_dollars" {
  command         = plan
  expect_failures = [var.anomaly]

  variables {
    anomaly = { usd = 0 }
  }
}

run "refuses_an_anomaly_of_no_percent" {
  command         = plan
  expect_failures = [var.anomaly]

  variables {
    anomaly = { percent = 0 }
  }
}

run "refuses_a_tag_of_aws" {
  command         = plan
  expect_failures = [var.cost_tags]

  variables {
    cost_tags = ["aws:createdBy"]
  }
}

run "refuses_spot_without_any_interruption" {
  command         = plan
  expect_failures = [var.spot]

  variables {
    spot = { cluster_arn = "a", kms_key_arn = "k", interruptions_per_hour = 0 }
  }
}

run "refuses_runbooks_without_address" {
  command         = plan
  expect_failures = [var.runbook_url]

  variables {
    runbook_url = "wiki/runbooks"
  }
}
