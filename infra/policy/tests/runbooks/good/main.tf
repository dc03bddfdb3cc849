resource "aws_sns_topic" "alarms" {
  name              = "alarms"
  kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "cpu"
  alarm_description   = "Queries queue for CPU. Runbook: https://wiki.example/runbooks/database.md"
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  period              = 60
  statistic           = "Average"
  threshold           = 80
  alarm_actions       = [aws_sns_topic.alarms.arn]
}

resource "aws_appautoscaling_policy" "more" {
  name               = "more"
  policy_type        = "StepScaling"
  resource_id        = "service/shop/cart"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"

  step_scaling_policy_configuration {
    adjustment_type = "ChangeInCapacity"

    step_adjustment {
      metric_interval_lower_bound = 0
      scaling_adjustment          = 1
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "scale" {
  for_each = toset(["cart"])

  alarm_name          = each.key
  alarm_description   = "Adds tasks to ${each.key}. Tells nobody by itself."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "TargetResponseTime"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  period              = 60
  statistic           = "Average"
  threshold           = 1
  alarm_actions       = [aws_appautoscaling_policy.more.arn]
}

resource "aws_cloudwatch_composite_alarm" "any" {
  alarm_name        = "any"
  alarm_description = "Takes deployments of flags back. Tells nobody by itself."
  alarm_rule        = "ALARM(cpu)"
}

resource "aws_cloudwatch_event_rule" "failed" {
  name          = "failed"
  event_pattern = jsonencode({ source = ["aws.backup"] })
}

resource "aws_cloudwatch_event_target" "people" {
  rule = aws_cloudwatch_event_rule.failed.name
  arn  = aws_sns_topic.alarms.arn

  input_transformer {
    input_paths    = { reason = "$.detail.statusMessage" }
    input_template = "\"A backup failed: <reason>. Runbook: https://wiki.example/runbooks/backup.md\""
  }
}

# Nobody reads this one at night.
resource "aws_cloudwatch_event_target" "log" {
  rule = aws_cloudwatch_event_rule.failed.name
  arn  = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/events/backups"
}
