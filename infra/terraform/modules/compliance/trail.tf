resource "aws_cloudtrail" "this" {
  count = var.trail ? 1 : 0

  name                          = var.name
  s3_bucket_name                = aws_s3_bucket_policy.this["trail"].bucket
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true
  kms_key_id                    = local.kms_key_arn
  cloud_watch_logs_group_arn    = "${aws_cloudwatch_log_group.trail[0].arn}:*"
  cloud_watch_logs_role_arn     = aws_iam_role.trail[0].arn
  tags                          = var.tags
}

resource "aws_cloudwatch_log_group" "trail" {
  count = var.trail ? 1 : 0

  name              = local.log_group
  retention_in_days = var.retention.search_days
  kms_key_id        = local.kms_key_arn
  tags              = var.tags
}

resource "aws_iam_role" "trail" {
  count = var.trail ? 1 : 0

  name                 = "${var.name}-trail"
  assume_role_policy   = data.aws_iam_policy_document.trail_assume.json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

data "aws_iam_policy_document" "trail_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [local.trail_arn]
    }
  }
}

resource "aws_iam_role_policy" "trail" {
  count = var.trail ? 1 : 0

  name   = "write-log"
  role   = aws_iam_role.trail[0].id
  policy = data.aws_iam_policy_document.trail.json
}

data "aws_iam_policy_document" "trail" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account}:log-group:${local.log_group}:log-stream:${local.account}_CloudTrail_*"]
  }
}

locals {
  # What somebody must look at, whoever did it.
  watched = {
    root-used = {
      what    = "Somebody used the root user of the account."
      pattern = "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }"
    }
    trail-changed = {
      what    = "Somebody changed or stopped the record of API calls."
      pattern = "{ ($.eventSource = \"cloudtrail.amazonaws.com\") && (($.eventName = \"StopLogging\") || ($.eventName = \"DeleteTrail\") || ($.eventName = \"UpdateTrail\") || ($.eventName = \"PutEventSelectors\")) }"
    }
    key-going = {
      what    = "Somebody disabled a KMS key or has it deleted: what it encrypts will be lost."
      pattern = "{ ($.eventSource = \"kms.amazonaws.com\") && (($.eventName = \"DisableKey\") || ($.eventName = \"ScheduleKeyDeletion\")) }"
    }
    sign-in-without-mfa = {
      what    = "Somebody signed in to the console without a second factor."
      pattern = "{ ($.eventName = \"ConsoleLogin\") && ($.responseElements.ConsoleLogin = \"Success\") && ($.userIdentity.type = \"IAMUser\") && ($.additionalEventData.MFAUsed != \"Yes\") }"
    }
  }
}

resource "aws_cloudwatch_log_metric_filter" "trail" {
  for_each = var.trail ? local.watched : {}

  name           = "${var.name}-${each.key}"
  log_group_name = aws_cloudwatch_log_group.trail[0].name
  pattern        = each.value.pattern

  metric_transformation {
    namespace     = "Grocery/Compliance"
    name          = "${var.name}-${each.key}"
    value         = "1"
    default_value = "0"
  }
}

resource "aws_cloudwatch_metric_alarm" "trail" {
  for_each = aws_cloudwatch_log_metric_filter.trail

  alarm_name          = each.value.name
  alarm_description   = "${local.watched[each.key].what}${local.runbook}"
  namespace           = each.value.metric_transformation[0].namespace
  metric_name         = each.value.metric_transformation[0].name
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  tags                = var.tags
}
