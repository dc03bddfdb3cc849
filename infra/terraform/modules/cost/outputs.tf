output "budget_name" {
  description = "The budget."
  value       = aws_budgets_budget.this.name
}

output "anomaly_subscription_arn" {
  description = "What tells of unexpected costs."
  value       = aws_ce_anomaly_subscription.this.arn
}

output "spot_alarm_arn" {
  description = "Alarm of many Spot interruptions; null when Spot is not watched."
  value       = one(values(aws_cloudwatch_metric_alarm.interrupted)[*].arn)
}
