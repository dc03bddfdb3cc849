output "service_name" {
  description = "Name of the ECS service."
  value       = aws_ecs_service.this.name
}

output "task_definition_family" {
  description = "Family of the task definitions; its earlier revisions are there for a rollback."
  value       = aws_ecs_task_definition.this.family
}

output "task_definition_arn" {
  description = "The revision that this configuration describes."
  value       = aws_ecs_task_definition.this.arn
}

output "security_group_id" {
  description = "Security group of the tasks, for those who let them in."
  value       = aws_security_group.task.id
}

output "task_role_arn" {
  description = "Role of the service itself."
  value       = aws_iam_role.task.arn
}

output "task_role_name" {
  description = "Its name, for a further policy."
  value       = aws_iam_role.task.name
}

output "execution_role_arn" {
  description = "Role by which ECS starts tasks."
  value       = aws_iam_role.execution.arn
}

output "target_group_arn" {
  description = "The primary target group; null without a route."
  value       = one([for k, g in aws_lb_target_group.this : g.arn if k == "primary"])
}

output "target_group_arn_suffix" {
  description = "Dimension TargetGroup of its metrics; null without a route."
  value       = one([for k, g in aws_lb_target_group.this : g.arn_suffix if k == "primary"])
}

output "target_group_arn_suffixes" {
  description = "The groups that can carry traffic, by primary and alternate: with blue_green and canary it changes between the two."
  value       = { for k in local.live_groups : k => aws_lb_target_group.this[k].arn_suffix }
}

output "alarm_names" {
  description = "Alarms that tell somebody; those of the errors and the p95 roll a deployment back."
  value = concat(
    local.rollback_alarm_names,
    aws_cloudwatch_metric_alarm.healthy[*].alarm_name,
    values(aws_cloudwatch_metric_alarm.saturation)[*].alarm_name,
  )
}

output "rollback_alarm_arns" {
  description = "Alarms of the errors and the p95, for what else should be rolled back by them, such as a deployment of flags."
  value       = local.rollback_alarms[*].arn
}
