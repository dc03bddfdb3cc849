provider "aws" {
  region = "eu-west-1"
}

variables {
  name                       = "grocery-dev"
  vpc_id                     = "vpc-1"
  subnet_ids                 = ["subnet-1", "subnet-2"]
  endpoint_security_group_id = "sg-endpoints"
  kms_key_arn                = "arn:aws:kms:eu-west-1:123456789012:key/data"
  alarm_topic_arn            = "arn:aws:sns:eu-west-1:123456789012:alarms"
  services                   = { cart = {} }
  roles_image                = "public.ecr.aws/docker/library/postgres@sha256:0000000000000000000000000000000000000000000000000000000000000001"
  cluster                    = { arn = "arn:aws:ecs:eu-west-1:123456789012:cluster/grocery-dev", name = "grocery-dev" }
}

run "refuses_two_hyphens" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "grocery--dev"
  }
}

run "refuses_a_name_of_capitals" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "GroceryDev"
  }
}

run "refuses_one_subnet" {
  command         = plan
  expect_failures = [var.subnet_ids]

  variables {
    subnet_ids = ["subnet-1"]
  }
}

run "refuses_postgresql_16" {
  command         = plan
  expect_failures = [var.engine_version]

  variables {
    engine_version = "16.4"
  }
}

run "refuses_a_class_of_ec2" {
  command         = plan
  expect_failures = [var.instance_class]

  variables {
    instance_class = "t4g.medium"
  }
}

run "refuses_ten_gib" {
  command         = plan
  expect_failures = [var.allocated_storage]

  variables {
    allocated_storage = 10
  }
}

run "refuses_storage_that_cannot_grow" {
  command         = plan
  expect_failures = [var.max_allocated_storage]

  variables {
    max_allocated_storage = 20
  }
}

run "refuses_ten_connections" {
  command         = plan
  expect_failures = [var.max_connections]

  variables {
    max_connections = 10
  }
}

run "refuses_no_backups" {
  command         = plan
  expect_failures = [var.backup_retention_days]

  variables {
    backup_retention_days = 0
  }
}

run "refuses_backups_of_two_months" {
  command         = plan
  expect_failures = [var.backup_retention_days]

  variables {
    backup_retention_days = 60
  }
}

run "refuses_a_backup_window_of_24_hours" {
  command         = plan
  expect_failures = [var.backup_window]

  variables {
    backup_window = "24:00-24:30"
  }
}

run "refuses_a_maintenance_window_without_days" {
  command         = plan
  expect_failures = [var.maintenance_window]

  variables {
    maintenance_window = "04:00-05:00"
  }
}

run "refuses_a_city_as_recovery_region" {
  command         = plan
  expect_failures = [var.recovery_region]

  variables {
    recovery_region      = "Frankfurt"
    recovery_kms_key_arn = "arn:aws:kms:Frankfurt:123456789012:key/copies"
  }
}

run "refuses_a_recovery_region_without_a_key" {
  command         = plan
  expect_failures = [var.recovery_region]

  variables {
    recovery_region = "eu-central-1"
  }
}

run "refuses_a_recovery_key_of_another_region" {
  command         = plan
  expect_failures = [var.recovery_region]

  variables {
    recovery_region      = "eu-central-1"
    recovery_kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/data"
  }
}

run "refuses_an_alarm_at_100_percent" {
  command         = plan
  expect_failures = [var.alarms]

  variables {
    alarms = { cpu_percent = 100 }
  }
}

run "refuses_an_alarm_at_no_storage" {
  command         = plan
  expect_failures = [var.alarms]

  variables {
    alarms = { free_storage_percent = 0 }
  }
}

run "refuses_an_alarm_at_no_memory" {
  command         = plan
  expect_failures = [var.alarms]

  variables {
    alarms = { free_memory_mb = 0 }
  }
}

run "refuses_unknown_insights" {
  command         = plan
  expect_failures = [var.database_insights]

  variables {
    database_insights = "full"
  }
}

run "refuses_logs_of_ten_days" {
  command         = plan
  expect_failures = [var.log_retention_days]

  variables {
    log_retention_days = 10
  }
}

run "refuses_runbooks_without_address" {
  command         = plan
  expect_failures = [var.runbook_url]

  variables {
    runbook_url = "wiki/runbooks"
  }
}
