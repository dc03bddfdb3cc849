locals {
  runbook = var.runbook_url == null ? "" : " Runbook: ${var.runbook_url}/spot.md"

  spot = var.spot == null ? {} : { this = var.spot }
}

# One stopped task tells of several states; the last one counts.
resource "aws_cloudwatch_event_rule" "interrupted" {
  for_each = local.spot

  name        = "${var.name}-spot-interrupted"
  description = "AWS took a Spot task away"
  tags        = var.tags
  event_pattern = jsonencode({
    source        = ["aws.ecs"]
    "detail-type" = ["ECS Task State Change"]
    detail        = { clusterArn = [each.value.cluster_arn], lastStatus = ["STOPPED"], stopCode = ["SpotInterruption"] }
  })
}

resource "aws_cloudwatch_event_target" "interrupted" {
  for_each = local.spot

  rule = aws_cloudwatch_event_rule.interrupted[each.key].name
  arn  = aws_cloudwatch_log_group.spot[each.key].arn
}

resource "aws_cloudwatch_metric_alarm" "interrupted" {
  for_each = local.spot

  alarm_name          = "${var.name}-spot-interrupted"
  alarm_description   = "Over ${each.value.interruptions_per_hour} Spot tasks were taken away within an hour: raise the base of the on-demand provider, or lower the share of Spot.${local.runbook}"
  namespace           = "AWS/Events"
  metric_name         = "Invocations"
  dimensions          = { RuleName = aws_cloudwatch_event_rule.interrupted[each.key].name }
  statistic           = "Sum"
  period              = 3600
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.interruptions_per_hour
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
  tags                = var.tags
}

resource "aws_cloudwatch_event_rule" "no_place" {
  for_each = local.spot

  name        = "${var.name}-spot-no-place"
  description = "A task of a service finds no capacity"
  tags        = var.tags
  event_pattern = jsonencode({
    source        = ["aws.ecs"]
    "detail-type" = ["ECS Service Action"]
    detail        = { clusterArn = [each.value.cluster_arn], eventName = ["SERVICE_TASK_PLACEMENT_FAILURE"], reason = [{ prefix = "RESOURCE:" }] }
  })
}

resource "aws_cloudwatch_event_target" "no_place" {
  for_each = local.spot

  rule = aws_cloudwatch_event_rule.no_place[each.key].name
  arn  = var.alarm_topic_arn

  input_transformer {
    input_paths    = { service = "$.resources[0]", reason = "$.detail.reason" }
    input_template = "\"${var.name}: a task of <service> finds no capacity, <reason>.${local.runbook}\""
  }
}

resource "aws_cloudwatch_log_group" "spot" {
  for_each = local.spot

  name              = "/aws/events/${var.name}-spot"
  retention_in_days = 90
  kms_key_id        = each.value.kms_key_arn
  tags              = var.tags
}

data "aws_iam_policy_document" "log" {
  for_each = local.spot

  statement {
    sid       = "Streams"
    actions   = ["logs:CreateLogStream"]
    resources = ["${aws_cloudwatch_log_group.spot[each.key].arn}:*"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com", "delivery.logs.amazonaws.com"]
    }
  }

  statement {
    sid       = "Events"
    actions   = ["logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.spot[each.key].arn}:*:*"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com", "delivery.logs.amazonaws.com"]
    }

    # EventBridge tells the rule only when it writes, not when it makes a stream.
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudwatch_event_rule.interrupted[each.key].arn]
    }
  }
}

resource "aws_cloudwatch_log_resource_policy" "spot" {
  for_each = local.spot

  policy_name     = "${var.name}-spot"
  policy_document = data.aws_iam_policy_document.log[each.key].json
}
