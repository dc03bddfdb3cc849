# breach: aws_cloudwatch_metric_alarm.bare
# breach: aws_cloudwatch_metric_alarm.quiet
# breach: aws_cloudwatch_metric_alarm.quiet_known
# breach: aws_cloudwatch_composite_alarm.page
# unknown: aws_cloudwatch_composite_alarm.waits
resource "aws_sns_topic" "alarms" {
  name              = "alarms"
  kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"
}

resource "aws_cloudwatch_metric_alarm" "bare" {
  alarm_name          = "bare"
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  period              = 60
  statistic           = "Average"
  threshold           = 80
}

# It says so, but it does tell somebody.
resource "aws_cloudwatch_metric_alarm" "quiet" {
  alarm_name          = "quiet"
  alarm_description   = "Tells nobody by itself."
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  period              = 60
  statistic           = "Average"
  threshold           = 80
  alarm_actions       = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "quiet_known" {
  alarm_name          = "quiet-known"
  alarm_description   = "Tells nobody by itself."
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  period              = 60
  statistic           = "Average"
  threshold           = 80
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:alarms"]
}

# A page that is no page of a runbook.
resource "aws_cloudwatch_composite_alarm" "page" {
  alarm_name        = "page"
  alarm_description = "The shop is down. Runbook: ask the team"
  alarm_rule        = "ALARM(bare)"
}

resource "aws_cloudwatch_composite_alarm" "waits" {
  alarm_name        = "waits"
  alarm_description = "Watches ${aws_sns_topic.alarms.arn}"
  alarm_rule        = "ALARM(bare)"
}
