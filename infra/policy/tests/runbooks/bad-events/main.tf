# breach: aws_cloudwatch_event_target.known
# breach: aws_cloudwatch_event_target.raw
# breach: aws_cloudwatch_event_target.silent
resource "aws_sns_topic" "alarms" {
  name              = "alarms"
  kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"
}

resource "aws_cloudwatch_event_rule" "failed" {
  name          = "failed"
  event_pattern = jsonencode({ source = ["aws.backup"] })
}

resource "aws_cloudwatch_event_target" "raw" {
  rule = aws_cloudwatch_event_rule.failed.name
  arn  = aws_sns_topic.alarms.arn
}

resource "aws_cloudwatch_event_target" "known" {
  rule = aws_cloudwatch_event_rule.failed.name
  arn  = "arn:aws:sns:eu-west-1:123456789012:alarms"
}

resource "aws_cloudwatch_event_target" "silent" {
  rule = aws_cloudwatch_event_rule.failed.name
  arn  = aws_sns_topic.alarms.arn

  input_transformer {
    input_template = "\"A backup failed.\""
  }
}
