variable "name" {
  description = "Prefix of everything made here, such as grocery-dev. 3 to 24 characters."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name)) && !strcontains(var.name, "--")
    error_message = "name is \"${var.name}\": use 3 to 24 lower-case letters, digits and single hyphens, starting with a letter and not ending with a hyphen, such as grocery-dev."
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

variable "vpc_id" {
  description = "The VPC."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets of the database: two or more zones, no route out."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids has ${length(var.subnet_ids)}: give subnets in 2 zones or more, which RDS wants also for an instance in one zone."
  }
}

variable "endpoint_security_group_id" {
  description = "Security group of the VPC's interface endpoints, through which the rotation reaches Secrets Manager, unless roles_https_anywhere."
  type        = string
}

variable "client_security_group_ids" {
  description = "Security groups that may open connections, by a name of your own, such as { cart = … }."
  type        = map(string)
  default     = {}
}

variable "engine_version" {
  description = "PostgreSQL 17, or 17 with a minor version; without one AWS takes its current one, and minor upgrades come in the maintenance window."
  type        = string
  default     = "17"

  validation {
    condition     = can(regex("^17([.][0-9]+)?$", var.engine_version))
    error_message = "engine_version is \"${var.engine_version}\": use 17, or 17 with a minor version such as 17.5. Another major version needs another parameter group and a rehearsed upgrade."
  }
}

variable "instance_class" {
  description = "Class of the instance and of its replica. db.t4g.* for development, db.m7g.* or db.r7g.* for steady load."
  type        = string
  default     = "db.t4g.medium"

  validation {
    condition     = can(regex("^db[.][a-z0-9-]+[.][a-z0-9]+$", var.instance_class))
    error_message = "instance_class is \"${var.instance_class}\": use a class of RDS such as db.t4g.medium."
  }
}

variable "allocated_storage" {
  description = "GiB of gp3 storage at the start: 20 to 65,536. It grows by itself up to max_allocated_storage, and never shrinks."
  type        = number
  default     = 20

  validation {
    condition     = var.allocated_storage >= 20 && var.allocated_storage <= 65536
    error_message = "allocated_storage is ${var.allocated_storage} GiB: use 20 to 65,536, the sizes of gp3."
  }
}

variable "max_allocated_storage" {
  description = "GiB up to which the storage grows by itself when it is nearly full; at least a tenth over allocated_storage."
  type        = number
  default     = 100

  validation {
    condition     = var.max_allocated_storage >= var.allocated_storage * 1.1 && var.max_allocated_storage <= 65536
    error_message = "max_allocated_storage is ${var.max_allocated_storage} GiB: use ${ceil(var.allocated_storage * 1.1)} to 65,536, a tenth over allocated_storage at least, or RDS refuses it. A full disk stops the database."
  }
}

variable "max_connections" {
  description = "Connections that the server takes, 50 to 5,000. The sum over all services of tasks x pool size has to stay under it, also while a deployment doubles the tasks; each costs about 10 MB. A change needs a restart."
  type        = number
  default     = 200

  validation {
    condition     = var.max_connections >= 50 && var.max_connections <= 5000 && floor(var.max_connections) == var.max_connections
    error_message = "max_connections is ${var.max_connections}: use 50 to 5,000."
  }
}

variable "multi_az" {
  description = "A standby in another zone that takes over by itself within one or two minutes; doubles the price of the instance."
  type        = bool
  default     = true
}

variable "replica" {
  description = "A second instance for reading, a little behind."
  type        = bool
  default     = false
}

variable "deletion_protection" {
  description = "Refuses to delete the database, and takes a last snapshot when it is deleted after all. false only for throw-away environments."
  type        = bool
  default     = true
}

variable "apply_immediately" {
  description = "Changes that interrupt are made at once instead of in the maintenance window."
  type        = bool
  default     = false
}

variable "backup_retention_days" {
  description = "Days back to which the database can be restored, to any second but the last five minutes: 1 to 35."
  type        = number
  default     = 30

  validation {
    condition     = var.backup_retention_days >= 1 && var.backup_retention_days <= 35
    error_message = "backup_retention_days is ${var.backup_retention_days}: use 1 to 35. Without backups neither a restore nor a replica is possible."
  }
}

variable "backup_window" {
  description = "Daily window of the snapshot in UTC, hh:mm-hh:mm, 30 minutes at least, outside of the maintenance window."
  type        = string
  default     = "03:00-03:30"

  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$", var.backup_window))
    error_message = "backup_window is \"${var.backup_window}\": use hh:mm-hh:mm in UTC, such as 03:00-03:30."
  }
}

variable "maintenance_window" {
  description = "Weekly window in UTC in which AWS may restart the instance, ddd:hh:mm-ddd:hh:mm."
  type        = string
  default     = "sun:04:00-sun:05:00"

  validation {
    condition     = can(regex("^(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]-(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]$", var.maintenance_window))
    error_message = "maintenance_window is \"${var.maintenance_window}\": use ddd:hh:mm-ddd:hh:mm in UTC, such as sun:04:00-sun:05:00."
  }
}

variable "kms_key_arn" {
  description = "Key of the storage, the secrets, the logs and the insights."
  type        = string
}

variable "alarm_topic_arn" {
  description = "SNS topic of the alarms and of what RDS tells (failover, low storage, failure)."
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

variable "alarms" {
  description = "When the alarms go off: cpu_percent (15 minutes), free_storage_percent of allocated_storage, free_memory_mb, connections_percent of max_connections, replica_lag_seconds, credits (of a t class)."
  type = object({
    cpu_percent          = optional(number, 80)
    free_storage_percent = optional(number, 10)
    free_memory_mb       = optional(number, 128)
    connections_percent  = optional(number, 80)
    replica_lag_seconds  = optional(number, 30)
    credits              = optional(number, 50)
  })
  default = {}

  validation {
    condition     = alltrue([for percent in [var.alarms.cpu_percent, var.alarms.free_storage_percent, var.alarms.connections_percent] : percent > 0 && percent < 100])
    error_message = "alarms has a percentage outside of 1 to 99 (cpu_percent ${var.alarms.cpu_percent}, free_storage_percent ${var.alarms.free_storage_percent}, connections_percent ${var.alarms.connections_percent}): use 1 to 99, as the alarm would otherwise go off always or never."
  }

  validation {
    condition     = alltrue([for value in [var.alarms.free_memory_mb, var.alarms.replica_lag_seconds, var.alarms.credits] : value > 0])
    error_message = "alarms has free_memory_mb ${var.alarms.free_memory_mb}, replica_lag_seconds ${var.alarms.replica_lag_seconds}, credits ${var.alarms.credits}: each has to be over 0, or it would never go off."
  }
}

variable "database_insights" {
  description = "\"standard\" (7 days of query load, free) or \"advanced\" (15 months, charged by vCPU)."
  type        = string
  default     = "standard"

  validation {
    condition     = contains(["standard", "advanced"], var.database_insights)
    error_message = "database_insights is \"${var.database_insights}\": use standard or advanced."
  }
}

variable "log_retention_days" {
  description = "Days that the logs of the server and of the roles task are kept; a value of CloudWatch Logs."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days is ${var.log_retention_days}: use a number of days that CloudWatch Logs knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, … 3653 days."
  }
}
