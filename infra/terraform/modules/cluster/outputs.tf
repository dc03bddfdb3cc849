output "cluster_arn" {
  description = "The cluster."
  value       = aws_ecs_cluster.this.arn
}

output "cluster_name" {
  description = "Its name."

  # From the capacity providers: a service that names one before the cluster has it is refused.
  value = aws_ecs_cluster_capacity_providers.this.cluster_name
}

output "capacity_provider_strategy" {
  description = "Shares of on-demand and Spot capacity, for the services."
  value       = local.strategy
}

output "exec_log_group_name" {
  description = "Log group of the commands run in containers; null without exec_command."
  value       = one(aws_cloudwatch_log_group.exec[*].name)
}
