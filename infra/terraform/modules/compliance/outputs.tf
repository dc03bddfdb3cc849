output "trail_arn" {
  description = "ARN of the trail; null without one."
  value       = one(aws_cloudtrail.this[*].arn)
}

output "trail_log_group_name" {
  description = "Name of the log group in which the calls can be searched; null without a trail."
  value       = one(aws_cloudwatch_log_group.trail[*].name)
}

output "bucket_names" {
  description = "Names of the buckets with the records: trail, config, as far as they exist."
  value       = { for key, bucket in aws_s3_bucket.this : key => bucket.bucket }
}

output "kms_key_arn" {
  description = "ARN of the key of the records; null when nothing is recorded."
  value       = local.kms_key_arn
}

output "detector_id" {
  description = "Id of the GuardDuty detector; null without one."
  value       = one(aws_guardduty_detector.this[*].id)
}

output "alarm_names" {
  description = "Names of the alarms on the trail."
  value       = [for alarm in aws_cloudwatch_metric_alarm.trail : alarm.alarm_name]
}

output "config_rule_names" {
  description = "Names of the rules of AWS Config."
  value       = [for rule in aws_config_config_rule.this : rule.name]
}

output "finding_target_ids" {
  description = "What tells the topic of findings, by where they come from: guard-duty, config."
  value       = { for key, target in aws_cloudwatch_event_target.finding : key => target.target_id }
}
