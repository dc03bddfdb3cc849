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


run "an_instance_begins_empty" {
  command = plan

  assert {
    condition     = length(aws_db_instance.this.restore_to_point_in_time) == 0 && aws_db_instance.this.kms_key_id == var.kms_key_arn
    error_message = "Without restore the instance is empty, and under the key of the environment."
  }
}

run "it_begins_with_the_latest_of_another_regions_backups" {
  command = plan

  variables {
    restore = { automated_backups_arn = "arn:aws:rds:eu-west-1:123456789012:auto-backup:ab-jkib2gfq5rv7replzadausbrktni2bn4", kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/copies" }
    replica = true
  }

  assert {
    condition     = aws_db_instance.this.restore_to_point_in_time[0].source_db_instance_automated_backups_arn == var.restore.automated_backups_arn && aws_db_instance.this.restore_to_point_in_time[0].use_latest_restorable_time
    error_message = "Without a time it has to be the latest, or orders are lost that are there."
  }

  assert {
    condition     = aws_db_instance.this.kms_key_id == var.restore.kms_key_arn && aws_db_instance.replica[0].kms_key_id == var.restore.kms_key_arn
    error_message = "RDS keeps the key of the backup: with another one in the configuration the next plan would replace the instance."
  }

  assert {
    condition     = aws_db_instance.this.master_user_secret_kms_key_id == var.kms_key_arn && alltrue([for secret in aws_secretsmanager_secret.role : secret.kms_key_id == var.kms_key_arn])
    error_message = "The secrets are new, and stay under the key of the environment, which those who read them may use."
  }
}

run "it_begins_at_a_time" {
  command = plan

  variables {
    restore = { automated_backups_arn = "arn:aws:rds:eu-west-1:123456789012:auto-backup:ab-jkib2gfq5rv7replzadausbrktni2bn4", time = "2026-11-22T09:41:00Z", kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/copies" }
  }

  assert {
    condition     = aws_db_instance.this.restore_to_point_in_time[0].restore_time == "2026-11-22T09:41:00Z" && aws_db_instance.this.restore_to_point_in_time[0].use_latest_restorable_time == null
    error_message = "RDS takes a time or the latest, not both."
  }
}

run "it_begins_with_a_recovery_point_of_aws_backup" {
  command = plan

  variables {
    restore = { snapshot = "arn:aws:rds:eu-west-1:123456789012:snapshot:awsbackup:job-00000000-0000-4000-8000-000000000001", kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/copies" }
  }

  assert {
    condition     = aws_db_instance.this.snapshot_identifier == var.restore.snapshot && length(aws_db_instance.this.restore_to_point_in_time) == 0
    error_message = "The snapshot was not taken."
  }
}

run "refuses_a_restore_of_nothing" {
  command         = plan
  expect_failures = [var.restore]

  variables {
    restore = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/copies" }
  }
}

run "refuses_two_backups_at_once" {
  command         = plan
  expect_failures = [var.restore]

  variables {
    restore = { automated_backups_arn = "arn:aws:rds:eu-west-1:123456789012:auto-backup:ab-jkib2gfq5rv7replzadausbrktni2bn4", snapshot = "arn:aws:rds:eu-west-1:123456789012:snapshot:monday", kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/copies" }
  }
}

run "refuses_the_arn_of_an_instance" {
  command         = plan
  expect_failures = [var.restore]

  variables {
    restore = { automated_backups_arn = "arn:aws:rds:eu-west-1:123456789012:db:grocery-dev-postgres", kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/copies" }
  }
}

run "refuses_the_name_of_a_snapshot" {
  command         = plan
  expect_failures = [var.restore]

  variables {
    restore = { snapshot = "awsbackup:job-1", kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/copies" }
  }
}

run "refuses_a_time_without_its_zone" {
  command         = plan
  expect_failures = [var.restore]

  variables {
    restore = { automated_backups_arn = "arn:aws:rds:eu-west-1:123456789012:auto-backup:ab-jkib2gfq5rv7replzadausbrktni2bn4", time = "2026-11-22T09:41:00", kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/copies" }
  }
}

run "refuses_a_time_of_a_snapshot" {
  command         = plan
  expect_failures = [var.restore]

  variables {
    restore = { snapshot = "arn:aws:rds:eu-west-1:123456789012:snapshot:monday", time = "2026-11-22T09:41:00Z", kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/copies" }
  }
}

run "refuses_the_alias_of_a_key" {
  command         = plan
  expect_failures = [var.restore]

  variables {
    restore = { automated_backups_arn = "arn:aws:rds:eu-west-1:123456789012:auto-backup:ab-jkib2gfq5rv7replzadausbrktni2bn4", kms_key_arn = "alias/grocery-prod-recovery" }
  }
}

run "refuses_a_backup_of_another_region" {
  command         = plan
  expect_failures = [var.restore]

  variables {
    restore = { automated_backups_arn = "arn:aws:rds:eu-central-1:123456789012:auto-backup:ab-jkib2gfq5rv7replzadausbrktni2bn4", kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/copies" }
  }
}
