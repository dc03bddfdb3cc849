variable "name" {
  description = "Prefix of everything made here, such as grocery-prod. 3 to 24 characters."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\": use 3 to 24 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen, such as grocery-prod."
  }
}

variable "tags" {
  description = "Tags of every resource, beside the default tags of the provider."
  type        = map(string)
  default     = {}
}

variable "permissions_boundary" {
  description = "ARN of the policy that no role made here goes beyond, whatever is attached to it. null = none."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary == null || can(regex("^arn:[a-z-]+:iam::([0-9]{12}|aws):policy/.+$", var.permissions_boundary))
    error_message = "permissions_boundary is \"${coalesce(var.permissions_boundary, " ")}\": give the ARN of a policy, arn:aws:iam::ACCOUNT:policy/NAME, or null."
  }
}

variable "region" {
  description = "Region of the system; that of the provider."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is \"${var.region}\": use the name of a region such as eu-west-1."
  }
}

variable "recovery_region" {
  description = "Region that keeps the copies, far enough away to survive what takes the first one."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.recovery_region)) && var.recovery_region != var.region
    error_message = "recovery_region is \"${var.recovery_region}\": use the name of a region such as eu-central-1, another than region ${var.region}."
  }
}

variable "database_arn" {
  description = "ARN of the RDS instance to back up."
  type        = string
}

variable "kms_key_arn" {
  description = "Key of the vault and the log in this region."
  type        = string
}

variable "recovery_kms_key_arn" {
  description = "Key in the recovery region; null = the module makes one. Known at plan time, so the ARN of a key that is there."
  type        = string
  default     = null

  validation {
    condition     = var.recovery_kms_key_arn == null || can(regex(":kms:${var.recovery_region}:", var.recovery_kms_key_arn))
    error_message = "recovery_kms_key_arn is \"${coalesce(var.recovery_kms_key_arn, " ")}\": a key works only in its own region, here ${var.recovery_region}. Give one of that region, or null."
  }
}

variable "hourly" {
  description = "Snapshots within the day: schedule (cron in UTC, once an hour or more seldom), keep_days (1 to 35), copy (to the recovery region). null = none. AWS Backup begins nothing within RDS's backup and maintenance windows, nor in the hour before: the default leaves out 02:00 to 05:00, for those of the module database (03:00-03:30, and 04:00-05:00 on Sundays)."
  type = object({
    schedule  = optional(string, "cron(40 0-1,5-23 * * ? *)")
    keep_days = optional(number, 2)
    copy      = optional(bool, true)
  })
  default = {}

  validation {
    condition     = var.hourly == null || can(regex("^cron\\([0-9]{1,2} [0-9*/,-]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+\\)$", try(var.hourly.schedule, "")))
    error_message = "hourly.schedule is \"${try(var.hourly.schedule, "")}\": use cron(minute hour day month weekday year) with one minute, such as cron(40 0-1,5-23 * * ? *). AWS Backup takes no more than one an hour."
  }

  validation {
    condition     = var.hourly == null || try(var.hourly.keep_days >= 1 && var.hourly.keep_days <= 35, false)
    error_message = "hourly.keep_days is ${try(var.hourly.keep_days, 0)}: use 1 to 35."
  }
}

variable "daily" {
  description = "Snapshots of each day: schedule (cron in UTC), keep_days (1 to 3,650), copy (to the recovery region)."
  type = object({
    schedule  = optional(string, "cron(15 5 * * ? *)")
    keep_days = optional(number, 35)
    copy      = optional(bool, true)
  })
  default = {}

  validation {
    condition     = can(regex("^cron\\([0-9]{1,2} [0-9]{1,2} [^ ]+ [^ ]+ [^ ]+ [^ ]+\\)$", var.daily.schedule))
    error_message = "daily.schedule is \"${var.daily.schedule}\": use cron(minute hour day month weekday year) with one minute and one hour, such as cron(15 5 * * ? *)."
  }

  validation {
    condition     = var.daily.keep_days >= 1 && var.daily.keep_days <= 3650
    error_message = "daily.keep_days is ${var.daily.keep_days}: use 1 to 3,650."
  }
}

variable "lock" {
  description = "Refuses backups that end before min_days or after max_days, and any earlier deletion. Without changeable_for_days an administrator can lift it (governance); with it, after so many days nobody can, not even AWS (compliance). null = no lock."
  type = object({
    min_days            = number
    max_days            = number
    changeable_for_days = optional(number)
  })
  default = null

  validation {
    condition     = var.lock == null || try(var.lock.min_days >= 1 && var.lock.min_days <= min(var.daily.keep_days, try(var.hourly.keep_days, var.daily.keep_days)), false)
    error_message = "lock.min_days is ${try(var.lock.min_days, 0)}: use 1 to ${min(var.daily.keep_days, try(var.hourly.keep_days, var.daily.keep_days))}, the shortest keep_days, or every such backup fails."
  }

  validation {
    condition     = var.lock == null || try(var.lock.max_days >= max(var.daily.keep_days, try(var.hourly.keep_days, var.daily.keep_days)), false)
    error_message = "lock.max_days is ${try(var.lock.max_days, 0)}: use ${max(var.daily.keep_days, try(var.hourly.keep_days, var.daily.keep_days))} or more, the longest keep_days, or every such backup fails."
  }

  validation {
    condition     = try(var.lock.changeable_for_days, null) == null || try(var.lock.changeable_for_days >= 3, false)
    error_message = "lock.changeable_for_days is ${try(coalesce(var.lock.changeable_for_days, 0), 0)}: AWS wants 3 days or more to think it over. Leave it out for a lock that an administrator can lift."
  }
}

variable "protect" {
  description = "Denies everybody to delete backups by hand. false only for throw-away environments."
  type        = bool
  default     = true
}

variable "restore_test" {
  description = "Restores the latest backup by schedule (cron in UTC), keeps the instance for hours (1 to 168) so that it can be looked at, and deletes it: in the given subnet group and security groups, never in the default network. null = no test."
  type = object({
    schedule           = optional(string, "cron(0 7 ? * MON *)")
    hours              = optional(number, 1)
    subnet_group_name  = string
    security_group_ids = list(string)
    instance_class     = optional(string, "db.t4g.medium")
  })
  default = null

  validation {
    condition     = var.restore_test == null || can(regex("^cron\\(([^ ]+ ){5}[^ ]+\\)$", try(var.restore_test.schedule, "")))
    error_message = "restore_test.schedule is \"${try(var.restore_test.schedule, "")}\": use cron(minute hour day month weekday year), such as cron(0 7 ? * MON *)."
  }

  validation {
    condition     = var.restore_test == null || try(var.restore_test.hours >= 1 && var.restore_test.hours <= 168, false)
    error_message = "restore_test.hours is ${try(var.restore_test.hours, 0)}: use 1 to 168."
  }

  validation {
    condition     = var.restore_test == null || try(length(var.restore_test.security_group_ids) > 0, false)
    error_message = "restore_test.security_group_ids is empty: the restored database would get the default group, which may be open to others. Give a group without rules."
  }
}

variable "alarm_topic_arn" {
  description = "SNS topic that is told of failed backups, copies and restores, and of backups that do not come."
  type        = string
}

variable "runbook_url" {
  description = "Where the runbooks are; what is told names its own below it. null = none."
  type        = string
  default     = null

  validation {
    condition     = var.runbook_url == null || can(regex("^https://", var.runbook_url))
    error_message = "runbook_url is \"${coalesce(var.runbook_url, " ")}\": use an https:// address, or null."
  }
}
