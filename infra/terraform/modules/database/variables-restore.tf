variable "recovery_region" {
  description = "Region to which backups and transaction logs are copied all the time; null = none. With it the loss of the region costs minutes of data."
  type        = string
  default     = null

  validation {
    condition     = var.recovery_region == null || can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.recovery_region))
    error_message = "recovery_region is \"${coalesce(var.recovery_region, " ")}\": use the name of a region such as eu-central-1, or null."
  }

  validation {
    condition     = var.recovery_region == null || var.recovery_kms_key_arn != null
    error_message = "recovery_region is \"${coalesce(var.recovery_region, " ")}\", and recovery_kms_key_arn is not set: an encrypted backup needs a key in the other region. Give the output recovery_kms_key_arn of the module recovery."
  }

  validation {
    condition     = var.recovery_region == null || var.recovery_kms_key_arn == null || can(regex(":kms:${var.recovery_region}:", var.recovery_kms_key_arn))
    error_message = "recovery_kms_key_arn is a key of another region than recovery_region ${coalesce(var.recovery_region, " ")}: a key works only in its own."
  }
}

variable "recovery_kms_key_arn" {
  description = "Key in the recovery region that encrypts the copied backups."
  type        = string
  default     = null
}

variable "restore" {
  description = "Makes the instance from a backup in this region instead of empty. Either automated_backups_arn (RDS's own, also those copied from another region: up to time in UTC, null = the latest) or snapshot (ARN of one, also of a recovery point of AWS Backup). kms_key_arn: the key that encrypts that backup, and from then on the storage. It counts when the instance is made; a change later does nothing. null = empty."
  type = object({
    automated_backups_arn = optional(string)
    time                  = optional(string)
    snapshot              = optional(string)
    kms_key_arn           = string
  })
  default = null

  validation {
    condition     = var.restore == null || try((var.restore.automated_backups_arn == null) != (var.restore.snapshot == null), false)
    error_message = "restore has ${try(var.restore.snapshot, null) == null ? "neither automated_backups_arn nor snapshot" : "both automated_backups_arn and snapshot"}: name one of them."
  }

  validation {
    condition     = try(var.restore.automated_backups_arn, null) == null || can(regex("^arn:[a-z-]+:rds:[a-z0-9-]+:[0-9]{12}:auto-backup:ab-[a-z0-9]+$", var.restore.automated_backups_arn))
    error_message = "restore.automated_backups_arn is \"${try(coalesce(var.restore.automated_backups_arn), " ")}\": use arn:aws:rds:REGION:ACCOUNT:auto-backup:ab-…, which aws rds describe-db-instance-automated-backups lists as DBInstanceAutomatedBackupsArn."
  }

  validation {
    condition     = try(var.restore.snapshot, null) == null || can(regex("^arn:[a-z-]+:rds:[a-z0-9-]+:[0-9]{12}:snapshot:.+$", var.restore.snapshot))
    error_message = "restore.snapshot is \"${try(coalesce(var.restore.snapshot), " ")}\": use arn:aws:rds:REGION:ACCOUNT:snapshot:…, also for a recovery point of AWS Backup (…:snapshot:awsbackup:job-…)."
  }

  validation {
    condition     = try(var.restore.time, null) == null || try(var.restore.automated_backups_arn != null && can(formatdate("YYYY", var.restore.time)) && endswith(var.restore.time, "Z"), false)
    error_message = "restore.time is \"${try(coalesce(var.restore.time), " ")}\": use UTC such as 2026-11-22T09:41:00Z, together with automated_backups_arn; a snapshot has but one time."
  }

  validation {
    condition     = var.restore == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.restore.kms_key_arn))
    error_message = "restore.kms_key_arn is \"${try(var.restore.kms_key_arn, "")}\": give the ARN of the key that encrypts the backup, arn:aws:kms:REGION:ACCOUNT:key/ID. A restore cannot change it, and with another one the next plan would replace the instance."
  }
  validation {
    condition     = var.restore == null || alltrue([for arn in compact([try(var.restore.automated_backups_arn, null), try(var.restore.snapshot, null), try(var.restore.kms_key_arn, null)]) : strcontains(arn, ":${data.aws_region.current.region}:")])
    error_message = "restore is ${jsonencode(var.restore)}, and this is ${data.aws_region.current.region}: backup and key have to be in this region. Copies of another region's backups have an ARN of this one."
  }
}
