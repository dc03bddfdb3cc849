locals {
  runbook = var.runbook_url == null ? "" : " Runbook: ${var.runbook_url}/backup.md"

  # Three are left out for RDS's windows, see hourly.
  hours = var.hourly == null ? 26 : 5
}

resource "aws_cloudwatch_event_rule" "failed" {
  name        = "${var.name}-backup-failed"
  description = "A backup, a copy or a restore did not succeed"
  tags        = var.tags
  event_pattern = jsonencode({
    source        = ["aws.backup"]
    "detail-type" = ["Backup Job State Change", "Copy Job State Change", "Restore Job State Change"]
    # A restore calls it status, the others state.
    detail = { "$or" = [{ state = ["FAILED", "ABORTED", "EXPIRED", "PARTIAL"] }, { status = ["FAILED", "ABORTED"] }] }
  })
}

resource "aws_cloudwatch_event_target" "failed" {
  rule = aws_cloudwatch_event_rule.failed.name
  arn  = var.alarm_topic_arn

  # A restore has a status, the others a state; of the two placeholders the one without a value is left out.
  input_transformer {
    input_paths    = { job = "$.detail-type", state = "$.detail.state", status = "$.detail.status", thing = "$.detail.resourceArn", reason = "$.detail.statusMessage" }
    input_template = "\"${var.name}: <job> <state><status>. It was for <thing>. <reason>${local.runbook}\""
  }
}

# What succeeded is kept as evidence, and counted: no news is bad news.
resource "aws_cloudwatch_event_rule" "completed" {
  name        = "${var.name}-backup-completed"
  description = "A backup is in the vault"
  tags        = var.tags
  event_pattern = jsonencode({
    source        = ["aws.backup"]
    "detail-type" = ["Backup Job State Change"]
    detail = {
      state = ["COMPLETED"]
      "$or" = [{ backupVaultName = [aws_backup_vault.this["here"].name] }, { backupVaultArn = [aws_backup_vault.this["here"].arn] }]
    }
  })
}

resource "aws_cloudwatch_event_target" "completed" {
  rule = aws_cloudwatch_event_rule.completed.name
  arn  = aws_cloudwatch_log_group.backups.arn
}

resource "aws_cloudwatch_log_group" "backups" {
  name              = "/aws/events/${var.name}-backups"
  retention_in_days = 365
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}

data "aws_iam_policy_document" "log" {
  statement {
    sid       = "Streams"
    actions   = ["logs:CreateLogStream"]
    resources = ["${aws_cloudwatch_log_group.backups.arn}:*"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com", "delivery.logs.amazonaws.com"]
    }
  }

  statement {
    sid       = "Events"
    actions   = ["logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.backups.arn}:*:*"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com", "delivery.logs.amazonaws.com"]
    }

    # EventBridge tells the rule only when it writes, not when it makes a stream.
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudwatch_event_rule.completed.arn]
    }
  }
}

resource "aws_cloudwatch_log_resource_policy" "backups" {
  policy_name     = "${var.name}-backups"
  policy_document = data.aws_iam_policy_document.log.json
}

resource "aws_cloudwatch_metric_alarm" "no_backup" {
  alarm_name          = "${var.name}-no-backup"
  alarm_description   = "No backup in ${local.hours} hours: look at the jobs of AWS Backup. While it lasts, only RDS's own backups meet the RPO.${local.runbook}"
  namespace           = "AWS/Events"
  metric_name         = "Invocations"
  dimensions          = { RuleName = aws_cloudwatch_event_rule.completed.name }
  statistic           = "Sum"
  period              = 3600
  evaluation_periods  = local.hours
  datapoints_to_alarm = local.hours
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
  tags                = var.tags
}
