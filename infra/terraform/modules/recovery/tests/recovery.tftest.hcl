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

run "the_database_is_backed_up_each_hour_and_each_day" {
  command = apply

  assert {
    condition = { for rule in aws_backup_plan.this.rule : rule.rule_name => [rule.schedule, tostring(rule.lifecycle[0].delete_after)] } == {
      hourly = ["cron(40 0-1,5-23 * * ? *)", "2"]
      daily  = ["cron(15 5 * * ? *)", "35"]
    }
    error_message = "A backup each hour, kept 2 days, but from 02:00 to 05:00, when RDS has its windows and every job would fail; and one each day after them, kept 35."
  }

  assert {
    condition     = aws_backup_selection.database.resources == toset([var.database_arn]) && aws_backup_selection.database.iam_role_arn == aws_iam_role.backup.arn
    error_message = "The plan must back up the given database and nothing else."
  }

  assert {
    condition     = alltrue([for rule in aws_backup_plan.this.rule : one(rule.copy_action).destination_vault_arn == aws_backup_vault.this["recovery"].arn && one(rule.copy_action).lifecycle[0].delete_after == rule.lifecycle[0].delete_after])
    error_message = "Each backup must be copied to the other region, and end there as here."
  }
}

run "copies_are_elsewhere_and_encrypted" {
  command = apply

  assert {
    condition     = aws_backup_vault.this["here"].region == "eu-west-1" && aws_backup_vault.this["recovery"].region == "eu-central-1"
    error_message = "The second vault must be in the recovery region."
  }

  assert {
    condition     = aws_backup_vault.this["here"].kms_key_arn == var.kms_key_arn && aws_backup_vault.this["recovery"].kms_key_arn == aws_kms_key.recovery[0].arn && aws_kms_key.recovery[0].region == "eu-central-1" && aws_kms_key.recovery[0].enable_key_rotation
    error_message = "Each vault needs a key of its own region; the one made here rotates."
  }

  assert {
    condition     = output.recovery_kms_key_arn == aws_kms_key.recovery[0].arn && output.recovery_vault_arn == aws_backup_vault.this["recovery"].arn && output.vault_arn == aws_backup_vault.this["here"].arn
    error_message = "The outputs must tell which vault and key is where."
  }
}

run "nobody_deletes_backups_by_hand" {
  command = apply

  assert {
    condition     = alltrue([for policy in aws_backup_vault_policy.this : jsondecode(policy.policy).Statement[0].Effect == "Deny" && contains(jsondecode(policy.policy).Statement[0].Action, "backup:DeleteRecoveryPoint")]) && length(aws_backup_vault_policy.this) == 2
    error_message = "In both vaults deleting a backup must be denied to everybody."
  }

  assert {
    condition     = length(aws_backup_vault_lock_configuration.this) == 0 && !aws_backup_vault.this["here"].force_destroy
    error_message = "A lock is made only when asked for: one kind can never be taken off."
  }
}

run "a_lock_holds_for_both_vaults" {
  command = plan

  variables {
    lock = { min_days = 1, max_days = 35, changeable_for_days = 3 }
  }

  assert {
    condition     = { for key, lock in aws_backup_vault_lock_configuration.this : key => [lock.region, lock.min_retention_days, lock.max_retention_days, lock.changeable_for_days] } == { here = ["eu-west-1", 1, 35, 3], recovery = ["eu-central-1", 1, 35, 3] }
    error_message = "Both vaults must be locked alike."
  }
}

run "no_news_is_bad_news" {
  command = apply

  assert {
    condition     = aws_cloudwatch_metric_alarm.no_backup.treat_missing_data == "breaching" && aws_cloudwatch_metric_alarm.no_backup.dimensions.RuleName == aws_cloudwatch_event_rule.completed.name && aws_cloudwatch_metric_alarm.no_backup.evaluation_periods == 5 && aws_cloudwatch_metric_alarm.no_backup.alarm_actions == toset([var.alarm_topic_arn])
    error_message = "Five hours without a backup must be told, and the three of RDS's windows not: a plan that never runs has no failed job."
  }

  assert {
    condition     = aws_cloudwatch_event_target.failed.arn == var.alarm_topic_arn && alltrue([for kind in ["Backup Job", "Copy Job", "Restore Job"] : strcontains(aws_cloudwatch_event_rule.failed.event_pattern, kind)])
    error_message = "Failed backups, copies and restores must reach the topic."
  }

  assert {
    condition     = aws_cloudwatch_log_group.backups.kms_key_id == var.kms_key_arn && aws_cloudwatch_event_target.completed.arn == aws_cloudwatch_log_group.backups.arn
    error_message = "Without a target a rule counts nothing; its log must be encrypted."
  }
}

run "only_the_rule_writes_the_log" {
  command = apply

  assert {
    condition     = [for statement in jsondecode(aws_cloudwatch_log_resource_policy.backups.policy_document).Statement : statement.Condition.ArnEquals["aws:SourceArn"] if statement.Sid == "Events"] == [aws_cloudwatch_event_rule.completed.arn]
    error_message = "EventBridge may write for this rule alone; the policy is ${aws_cloudwatch_log_resource_policy.backups.policy_document}."
  }
}

run "without_hourly_backups_a_day_may_pass" {
  command = plan

  variables {
    hourly = null
  }

  assert {
    condition     = [for rule in aws_backup_plan.this.rule : rule.rule_name] == ["daily"] && aws_cloudwatch_metric_alarm.no_backup.evaluation_periods == 26
    error_message = "With daily backups alone the alarm must wait for a day and two hours."
  }
}

run "roles_are_for_aws_backup_in_this_account" {
  command = apply

  assert {
    condition = alltrue([for role in [aws_iam_role.backup, aws_iam_role.restore] :
    jsondecode(role.assume_role_policy).Statement[0].Principal.Service == "backup.amazonaws.com" && jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "123456789012"])
    error_message = "Only AWS Backup, for this account, may take the roles."
  }

  assert {
    condition     = endswith(aws_iam_role_policy_attachment.backup.policy_arn, "ForBackup") && aws_iam_role_policy_attachment.backup.role == aws_iam_role.backup.name && endswith(aws_iam_role_policy_attachment.restore.policy_arn, "ForRestores") && aws_iam_role_policy_attachment.restore.role == aws_iam_role.restore.name
    error_message = "What takes backups may not restore, and the other way round."
  }
}

run "a_restore_is_tried_away_from_everything" {
  command = apply

  variables {
    restore_test = { subnet_group_name = "grocery-prod-postgres", security_group_ids = ["sg-nothing"] }
  }

  assert {
    condition     = aws_backup_restore_testing_selection.database[0].restore_metadata_overrides == tomap({ dbSubnetGroupName = "grocery-prod-postgres", vpcSecurityGroupIds = "[\"sg-nothing\"]", dbInstanceClass = "db.t4g.medium", multiAz = "false", publiclyAccessible = "false" })
    error_message = "The restored database has real rows: its subnets and groups must be the given ones."
  }

  assert {
    condition     = aws_backup_restore_testing_plan.this[0].name == "grocery_prod" && aws_backup_restore_testing_plan.this[0].recovery_point_selection[0].include_vaults == toset([aws_backup_vault.this["here"].arn]) && aws_backup_restore_testing_selection.database[0].iam_role_arn == aws_iam_role.restore.arn
    error_message = "The latest backup of the vault must be restored, by the role for restores."
  }
}

run "its_roles_stay_within_the_boundary" {
  command = plan

  variables {
    permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition     = alltrue([for role in [aws_iam_role.backup, aws_iam_role.restore] : role.permissions_boundary == var.permissions_boundary]) && length([aws_iam_role.backup, aws_iam_role.restore]) == 2
    error_message = "A role goes beyond what whoever deploys it may do."
  }
}

run "refuses_a_boundary_that_is_no_policy" {
  command = plan
  variables { permissions_boundary = "arn:aws:iam::123456789012:role/boundary" }
  expect_failures = [var.permissions_boundary]
}
