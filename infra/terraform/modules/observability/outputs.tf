output "log_groups" {
  description = "By service, its log group."
  value       = { for service, group in aws_cloudwatch_log_group.service : service => { name = group.name, arn = group.arn } }
}

output "alarm_topic_arn" {
  description = "Topic of all alarms."
  value       = aws_sns_topic.alarms.arn

  # Who publishes before the policy is there is refused.
  depends_on = [aws_sns_topic_policy.alarms]
}

output "publishers" {
  description = "Service principals that publish to the topic: the policy of kms_key_arn has to let each of them use the key."
  value       = toset(flatten(values(local.publishers)))
}

output "prometheus_workspace_arn" {
  description = "Workspace that the collectors may write to (aps:RemoteWrite); null without Prometheus."
  value       = one(aws_prometheus_workspace.this[*].arn)
}

output "prometheus_remote_write_url" {
  description = "Where they write; null without Prometheus."
  value       = var.prometheus ? "${aws_prometheus_workspace.this[0].prometheus_endpoint}api/v1/remote_write" : null
}

output "grafana_endpoint" {
  description = "Host name of Grafana; null without it."
  value       = one(aws_grafana_workspace.this[*].endpoint)
}

output "dashboard_names" {
  description = "Dashboards of CloudWatch: the shop, then each service."
  value       = concat([aws_cloudwatch_dashboard.shop.dashboard_name], [for dashboard in aws_cloudwatch_dashboard.service : dashboard.dashboard_name])
}

output "collector_config" {
  description = "By service, the configuration of its collector as YAML."
  value       = { for service, config in local.collector : service => yamlencode(config) }
}

output "scraped" {
  description = "By service, the path, port and scheme at which its collector asks for metrics; a service without metrics is left out."
  value       = local.scraped
}

output "collector_environment_variables" {
  description = "What each service needs beside the collector: it is scraped, so it must not send its metrics too."
  value       = { OTEL_METRICS_EXPORTER = "prometheus" }
}

output "promises" {
  description = "By promise (SERVICE-availability, SERVICE-latency), what its alarms hold the service to."
  value       = { for key, objective in local.objectives : key => objective.promise }
}

output "slo_alarm_arns" {
  description = "By promise (SERVICE-availability, SERVICE-latency), the alarm that pages."
  value       = { for key, alarm in aws_cloudwatch_composite_alarm.page : key => alarm.arn }
}

output "burn_alarm_arn" {
  description = "One alarm for all promises, for alarm_arns of the module configuration; null without any."
  value       = one(aws_cloudwatch_composite_alarm.any[*].arn)
}

output "burn_alarm_name" {
  description = "Its name, which is known before the apply; null without any."
  value       = one(aws_cloudwatch_composite_alarm.any[*].alarm_name)
}
