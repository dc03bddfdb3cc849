# What somebody changed by hand is seen within a day: the project plans, and fails when there is something to do.
resource "aws_cloudwatch_event_rule" "drift" {
  for_each = local.watched

  name                = "${var.name}-drift-${each.key}"
  description         = "Compares ${each.key} with what was deployed last"
  schedule_expression = var.drift_schedule
  tags                = var.tags
}

resource "aws_cloudwatch_event_target" "drift" {
  for_each = aws_cloudwatch_event_rule.drift

  rule      = each.value.name
  target_id = "project"
  arn       = aws_codebuild_project.this["drift-${each.key}"].arn
  role_arn  = aws_iam_role.schedule[each.key].arn
}

resource "aws_iam_role" "schedule" {
  for_each = local.watched

  name                 = "${var.name}-schedule-${each.key}"
  assume_role_policy   = data.aws_iam_policy_document.schedule_assume[each.key].json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

data "aws_iam_policy_document" "schedule_assume" {
  for_each = local.watched

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:events:${local.region}:${local.account}:rule/${var.name}-drift-${each.key}"]
    }
  }
}

resource "aws_iam_role_policy" "schedule" {
  for_each = local.watched

  name   = "start"
  role   = aws_iam_role.schedule[each.key].id
  policy = data.aws_iam_policy_document.schedule[each.key].json
}

data "aws_iam_policy_document" "schedule" {
  for_each = local.watched

  statement {
    sid       = "Start"
    actions   = ["codebuild:StartBuild"]
    resources = ["arn:${local.partition}:codebuild:${local.region}:${local.account}:project/${var.name}-drift-${each.key}"]
  }
}

resource "aws_cloudwatch_metric_alarm" "drift" {
  for_each = local.watched

  alarm_name          = "${var.name}-drift-${each.key}"
  alarm_description   = "${each.key} is not what was deployed last, or could not be compared: see the log of ${var.name}-drift-${each.key}.${local.runbook["drift"]}"
  namespace           = "AWS/CodeBuild"
  metric_name         = "FailedBuilds"
  dimensions          = { ProjectName = aws_codebuild_project.this["drift-${each.key}"].name }
  statistic           = "Sum"
  period              = 3600
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  tags                = var.tags
}
