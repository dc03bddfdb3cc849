output "instance_identifier" {
  description = "Name of the instance, dimension of its metrics."
  value       = aws_db_instance.this.identifier
}

output "instance_arn" {
  description = "ARN of the instance, for backup plans."
  value       = aws_db_instance.this.arn
}

output "resource_id" {
  description = "Id in the ARN of rds-db:connect, for people who log in by IAM."
  value       = aws_db_instance.this.resource_id
}

output "endpoint" {
  description = "Address of the instance that takes writes."
  value       = aws_db_instance.this.address
}

output "replica_endpoint" {
  description = "Address of the replica; null without one."
  value       = one(aws_db_instance.replica[*].address)
}

output "port" {
  description = "Port of both."
  value       = local.port
}

output "security_group_id" {
  description = "Security group of the instances: the way out of a service leads here."
  value       = aws_security_group.this.id
}

output "master_secret_arn" {
  description = "Secret that RDS keeps for the master user; for emergencies."
  value       = local.master_secret_arn
}

output "secret_arns" {
  description = "By service, the secret of its role that reads and writes rows: Platform:Config:SecretsManager:Secrets:ConnectionStrings:<name>."
  value       = { for name in keys(var.services) : name => aws_secretsmanager_secret.role[name].arn }
}

output "migration_secret_arns" {
  description = "By service, the secret of the owner of its schema, for migrations alone."
  value       = { for name in keys(var.services) : name => aws_secretsmanager_secret.role["${name}_owner"].arn }
}

output "roles_task_definition_arn" {
  description = "Task that makes the roles and databases; run it after the first apply, after a new service and after a raised credentials_version."
  value       = aws_ecs_task_definition.roles.arn
}

output "roles_security_group_id" {
  description = "Security group of that task."
  value       = aws_security_group.roles.id
}

output "roles_run_task" {
  description = "Input of aws ecs run-task --cli-input-json for that task, as terraform output -json gives it."
  value = {
    cluster        = var.cluster.name
    taskDefinition = aws_ecs_task_definition.roles.arn
    launchType     = "FARGATE"
    networkConfiguration = {
      awsvpcConfiguration = {
        subnets        = local.roles_subnet_ids
        securityGroups = [aws_security_group.roles.id]
        assignPublicIp = "DISABLED"
      }
    }
  }
}

output "roles_log_group_name" {
  description = "Log group of that task."
  value       = aws_cloudwatch_log_group.roles.name
}

output "alarm_arns" {
  description = "By name, the alarms of the instances and of the rotation."
  value       = merge({ for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.arn }, { (aws_cloudwatch_metric_alarm.rotation.alarm_name) = aws_cloudwatch_metric_alarm.rotation.arn })
}

output "subnet_group_name" {
  description = "Subnet group, for restore_test of the module recovery."
  value       = aws_db_subnet_group.this.name
}

output "recovery_backups_arn" {
  description = "The copies of the backups in the recovery region, for automated_backups_arn of restore there; null without recovery_region."
  value       = one(aws_db_instance_automated_backups_replication.this[*].id)
}
