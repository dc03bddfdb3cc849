variables {
  name            = "grocery-prod"
  alarm_topic_arn = "arn:aws:sns:eu-west-1:123456789012:grocery-prod-alarms"
}

provider "aws" {
  region = "eu-west-1"
}

run "records_every_call" {
  command = plan

  assert {
    condition     = aws_cloudtrail.this[0].is_multi_region_trail && aws_cloudtrail.this[0].include_global_service_events && aws_cloudtrail.this[0].enable_log_file_validation
    error_message = "The trail has to record all regions and global services, and its files to be provably unchanged."
  }

  assert {
    condition     = output.bucket_names == { trail = "grocery-prod-trail-123456789012-eu-west-1", config = "grocery-prod-config-123456789012-eu-west-1" }
    error_message = "Trail and Config each need a bucket of their own."
  }

  assert {
    condition     = alltrue([for block in aws_s3_bucket_public_access_block.this : block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets])
    error_message = "Records must never be public."
  }

  assert {
    condition = alltrue([for document in data.aws_iam_policy_document.bucket : alltrue([for sid in ["NobodyDeletes", "TlsOnly"] :
    one([for statement in jsondecode(document.json).Statement : statement.Effect if statement.Sid == sid]) == "Deny"])])
    error_message = "Nobody may delete records, or send them without TLS."
  }

  assert {
    condition = jsonencode(one([for statement in jsondecode(data.aws_iam_policy_document.bucket["trail"].json).Statement : statement if statement.Sid == "Write"])) == jsonencode({
      Sid       = "Write"
      Effect    = "Allow"
      Action    = "s3:PutObject"
      Resource  = "arn:aws:s3:::grocery-prod-trail-123456789012-eu-west-1/AWSLogs/123456789012/*"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceArn" = "arn:aws:cloudtrail:eu-west-1:123456789012:trail/grocery-prod", "s3:x-amz-acl" = "bucket-owner-full-control" } }
    })
    error_message = "CloudTrail alone may write, for this trail alone."
  }
}

run "tells_somebody" {
  command = plan

  variables {
    guard_duty = true
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.trail : alarm.alarm_actions == toset([var.alarm_topic_arn])]) && length(aws_cloudwatch_metric_alarm.trail) == 4
    error_message = "Four alarms on the trail, and each has to tell somebody."
  }

  assert {
    condition     = keys(aws_cloudwatch_event_target.finding) == ["config", "guard-duty"] && alltrue([for target in aws_cloudwatch_event_target.finding : target.arn == var.alarm_topic_arn])
    error_message = "Findings of GuardDuty and Config have to reach the topic."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.finding["guard-duty"].event_pattern).detail.severity[0].numeric[1] == 4
    error_message = "Findings of medium severity and above are told."
  }
}

run "encrypts_by_a_key_of_its_own" {
  command = apply

  assert {
    condition     = aws_cloudtrail.this[0].kms_key_id == aws_kms_key.this[0].arn && aws_cloudwatch_log_group.trail[0].kms_key_id == aws_kms_key.this[0].arn && aws_config_delivery_channel.this[0].s3_kms_key_arn == aws_kms_key.this[0].arn
    error_message = "Trail, log group and Config have to use the key of the records."
  }

  assert {
    condition = jsonencode(one([for statement in jsondecode(data.aws_iam_policy_document.key.json).Statement : statement.Condition if statement.Sid == "CloudWatchLogsEncrypts"])) == jsonencode({
      ArnEquals = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/cloudtrail/grocery-prod" }
    })
    error_message = "CloudWatch Logs may use the key for the log group of the trail alone."
  }

  assert {
    condition     = jsonencode(one([for statement in jsondecode(data.aws_iam_policy_document.key.json).Statement : statement.Condition if statement.Sid == "CloudTrailEncrypts"])) == jsonencode({ StringEquals = { "aws:SourceArn" = "arn:aws:cloudtrail:eu-west-1:123456789012:trail/grocery-prod" } })
    error_message = "CloudTrail may use the key for this trail alone."
  }

  assert {
    condition = alltrue([for statement in jsondecode(data.aws_iam_policy_document.key.json).Statement :
    startswith(statement.Sid, "Wildcard") || length(try(statement.Condition, {})) > 0])
    error_message = "A service may use the key for this account alone."
  }

  assert {
    condition     = aws_cloudtrail.this[0].cloud_watch_logs_group_arn == "${aws_cloudwatch_log_group.trail[0].arn}:*" && aws_cloudtrail.this[0].s3_bucket_name == "grocery-prod-trail-123456789012-eu-west-1"
    error_message = "The trail has to write into its bucket and its log group."
  }
}

run "uses_a_given_key" {
  command = plan

  variables {
    own_key     = false
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"
  }

  assert {
    condition     = length(aws_kms_key.this) == 0 && aws_cloudtrail.this[0].kms_key_id == var.kms_key_arn
    error_message = "No second key is needed."
  }
}

run "checks_against_the_rules" {
  command = plan

  variables {
    config_rules = ["RDS_STORAGE_ENCRYPTED"]
    recording    = "DAILY"
  }

  assert {
    condition     = one(values(aws_config_config_rule.this)).name == "grocery-prod-rds-storage-encrypted" && one(values(aws_config_config_rule.this)).source[0].source_identifier == "RDS_STORAGE_ENCRYPTED"
    error_message = "The rule has to be AWS's own, under a name of this system."
  }

  assert {
    condition     = aws_config_configuration_recorder.this[0].recording_mode[0].recording_frequency == "DAILY" && aws_config_configuration_recorder_status.this[0].is_enabled
    error_message = "Config has to record, once a day."
  }
}

run "leaves_out_what_another_environment_has" {
  command = plan

  variables {
    trail        = false
    config_rules = []
  }

  assert {
    condition     = length(aws_cloudtrail.this) + length(aws_config_configuration_recorder.this) + length(aws_guardduty_detector.this) + length(aws_s3_bucket.this) + length(aws_kms_key.this) == 0
    error_message = "Nothing may be made twice in an account."
  }

  assert {
    condition     = output.trail_arn == null
    error_message = "There is no trail to tell of."
  }
}

run "refuses_a_name" {
  command = plan
  variables {
    name = "-grocery"
  }
  expect_failures = [var.name]
}

run "refuses_an_alias_as_key" {
  command = plan
  variables {
    kms_key_arn = "alias/grocery"
  }
  expect_failures = [var.kms_key_arn]
}

run "refuses_no_key_at_all" {
  command = plan
  variables {
    own_key = false
  }
  expect_failures = [var.own_key]
}

run "refuses_a_rule" {
  command = plan
  variables {
    config_rules = ["rds-storage-encrypted"]
  }
  expect_failures = [var.config_rules]
}

run "refuses_a_frequency" {
  command = plan
  variables {
    recording = "HOURLY"
  }
  expect_failures = [var.recording]
}

run "refuses_to_forget_soon" {
  command = plan
  variables {
    retention = { bucket_days = 30 }
  }
  expect_failures = [var.retention]
}

run "refuses_a_period_that_cloudwatch_does_not_know" {
  command = plan
  variables {
    retention = { search_days = 100 }
  }
  expect_failures = [var.retention]
}

run "refuses_a_topic" {
  command = plan
  variables {
    alarm_topic_arn = "ops@example.com"
  }
  expect_failures = [var.alarm_topic_arn]
}

# In one apply with the topic and the key, neither ARN is known to the plan.
run "plans_before_topic_and_key_exist" {
  command = plan

  module {
    source = "./tests/beside-its-topic"
  }

  assert {
    condition     = output.target_count == 1 && output.rule_count == 17
    error_message = "Findings have to reach a topic that is made in the same apply."
  }
}

run "refuses_runbooks_without_address" {
  command         = plan
  expect_failures = [var.runbook_url]

  variables {
    runbook_url = "wiki/runbooks"
  }
}

run "its_roles_stay_within_the_boundary" {
  command = plan

  variables {
    permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition     = alltrue([for role in concat(aws_iam_role.config, aws_iam_role.trail) : role.permissions_boundary == var.permissions_boundary]) && length(concat(aws_iam_role.config, aws_iam_role.trail)) == 2
    error_message = "A role goes beyond what whoever deploys it may do."
  }
}

run "refuses_a_boundary_that_is_no_policy" {
  command = plan
  variables { permissions_boundary = "arn:aws:iam::123456789012:role/boundary" }
  expect_failures = [var.permissions_boundary]
}
