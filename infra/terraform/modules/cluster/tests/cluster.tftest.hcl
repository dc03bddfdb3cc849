provider "aws" {
  region = "eu-west-1"
}

run "on_demand_by_default" {
  command = apply

  assert {
    condition     = output.capacity_provider_strategy == [{ capacity_provider = "FARGATE", base = 1, weight = 100 }]
    error_message = "tasks can be taken away although nobody asked for Spot"
  }

  assert {
    condition     = one(aws_ecs_cluster.this.setting).name == "containerInsights" && one(aws_ecs_cluster.this.setting).value == "enabled"
    error_message = "services have no metrics of their own"
  }

  assert {
    condition     = aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].logging == "NONE" && length(aws_cloudwatch_log_group.exec) == 0 && output.exec_log_group_name == null
    error_message = "commands in containers are prepared although nobody asked for them"
  }

  assert {
    condition     = output.cluster_name == "grocery-test" && startswith(output.cluster_arn, "arn:aws:ecs:eu-west-1:") && aws_ecs_cluster.this.tags["Team"] == "platform"
    error_message = "the cluster has another name, or not the tags of the caller"
  }
}

run "a_share_of_spot_beyond_the_base" {
  command = plan
  variables { spot = { weight = 70, base = 2 } }

  assert {
    condition     = output.capacity_provider_strategy == [{ capacity_provider = "FARGATE", base = 2, weight = 30 }, { capacity_provider = "FARGATE_SPOT", base = 0, weight = 70 }]
    error_message = "the share is ${jsonencode(output.capacity_provider_strategy)}"
  }
}

run "all_of_it_spot" {
  command = plan
  variables { spot = { weight = 100, base = 0 } }

  assert {
    condition     = output.capacity_provider_strategy == [{ capacity_provider = "FARGATE_SPOT", base = 0, weight = 100 }]
    error_message = "a provider without any share is named: ${jsonencode(output.capacity_provider_strategy)}"
  }
}

run "spot_beyond_a_base_on_demand" {
  command = plan
  variables { spot = { weight = 100, base = 1 } }

  assert {
    condition     = output.capacity_provider_strategy == [{ capacity_provider = "FARGATE", base = 1, weight = 0 }, { capacity_provider = "FARGATE_SPOT", base = 0, weight = 100 }]
    error_message = "the base can be taken away"
  }
}

run "single_tasks_are_on_demand" {
  command = plan
  variables { spot = { weight = 100, base = 0 } }

  assert {
    condition     = aws_ecs_cluster_capacity_providers.this.capacity_providers == toset(["FARGATE", "FARGATE_SPOT"]) && one(aws_ecs_cluster_capacity_providers.this.default_capacity_provider_strategy).capacity_provider == "FARGATE"
    error_message = "a task that is run once can be taken away in the middle of its work"
  }
}

run "commands_are_logged_and_encrypted" {
  command = apply
  variables {
    exec_command = true
    kms_key_arn  = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition     = aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].logging == "OVERRIDE" && aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].kms_key_id == var.kms_key_arn
    error_message = "sessions are not encrypted with the key of their owner"
  }

  assert {
    condition     = aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].log_configuration[0].cloud_watch_log_group_name == output.exec_log_group_name && aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].log_configuration[0].cloud_watch_encryption_enabled
    error_message = "what was typed leaves no trace"
  }

  assert {
    condition     = aws_cloudwatch_log_group.exec[0].kms_key_id == var.kms_key_arn && aws_cloudwatch_log_group.exec[0].retention_in_days == 365
    error_message = "the trace can be read by others, or is lost before the year is over"
  }
}

run "a_key_for_the_storage" {
  command = plan
  variables { storage_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555" }

  assert {
    condition     = aws_ecs_cluster.this.configuration[0].managed_storage_configuration[0].fargate_ephemeral_storage_kms_key_id == var.storage_key_arn
    error_message = "the storage of tasks has the key of AWS"
  }
}

run "refuses_a_name_with_capitals" {
  command = plan
  variables {
    name = "Grocery"
  }
  expect_failures = [var.name]
}

run "refuses_unknown_insights" {
  command = plan
  variables {
    container_insights = "on"
  }
  expect_failures = [var.container_insights]
}

run "refuses_more_than_all_of_it" {
  command = plan
  variables {
    spot = { weight = 120 }
  }
  expect_failures = [var.spot]
}

run "refuses_less_than_no_base" {
  command = plan
  variables {
    spot = { base = -1 }
  }
  expect_failures = [var.spot]
}

run "refuses_the_alias_of_a_key" {
  command = plan
  variables {
    kms_key_arn = "alias/grocery"
  }
  expect_failures = [var.kms_key_arn]
}

run "refuses_commands_without_a_key" {
  command = plan
  variables {
    exec_command = true
  }
  expect_failures = [var.exec_command]
}

run "refuses_a_retention_that_cloudwatch_does_not_know" {
  command = plan
  variables {
    exec_log_days = 100
  }
  expect_failures = [var.exec_log_days]
}

run "refuses_the_alias_of_a_key_for_storage" {
  command = plan
  variables {
    storage_key_arn = "alias/grocery"
  }
  expect_failures = [var.storage_key_arn]
}
