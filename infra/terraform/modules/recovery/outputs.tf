output "vault_arn" {
  description = "Vault of this region."
  value       = aws_backup_vault.this["here"].arn
}

output "recovery_vault_arn" {
  description = "Vault of the recovery region."
  value       = aws_backup_vault.this["recovery"].arn
}

output "recovery_kms_key_arn" {
  description = "Key of the recovery region; for recovery_kms_key_arn of the module database."
  value       = local.recovery_key_arn
}

output "restore_role_arn" {
  description = "Role for aws backup start-restore-job --iam-role-arn."
  value       = aws_iam_role.restore.arn
}

output "backup_plan_id" {
  description = "The plan."
  value       = aws_backup_plan.this.id
}
