output "url" {
  description = "Where the shop is."
  value       = "https://${var.domain}"
}

output "cluster_name" {
  description = "The ECS cluster, for the scripts."
  value       = module.cluster.cluster_name
}

output "service_names" {
  description = "The ECS service of each service of the shop."
  value       = { for service, made in module.service : service => made.service_name }
}

output "task_definition_families" {
  description = "The task definition family of each service; a rollback goes to its revision before."
  value       = { for service, made in module.service : service => made.task_definition_family }
}

output "database_roles" {
  description = "Runs the task that makes the databases and roles of the services: input of aws ecs run-task --cli-input-json."
  value       = module.database.roles_run_task
}

output "alarm_topic_arn" {
  description = "Where alarms go."
  value       = module.observability.alarm_topic_arn
}

output "dashboards" {
  description = "The CloudWatch dashboards."
  value       = module.observability.dashboard_names
}

output "health_check_id" {
  description = "The health check on which the name of the shop depends; null without recovery_region, and of a recovery."
  value       = module.edge.health_check_id
}

output "recovery" {
  description = "For recovery_of in recovery/terraform.tfvars of the environment: what there is to recover from in the other region; null without recovery_region."
  value = var.recovery_region == null ? null : {
    region                = var.region
    kms_key_arn           = one(module.recovery[*].recovery_kms_key_arn)
    automated_backups_arn = module.database.recovery_backups_arn
  }
}
