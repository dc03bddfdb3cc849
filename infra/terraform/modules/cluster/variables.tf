variable "name" {
  description = "Name of the cluster and prefix of what belongs to it, such as grocery-dev: 3 to 24 lower-case letters, digits and hyphens."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\"; allowed: 3 to 24 of a-z, 0-9 and hyphen, beginning with a letter, not ending with a hyphen. Choose one such as grocery-dev."
  }
}

variable "tags" {
  description = "Tags of every resource, over the default tags of the provider."
  type        = map(string)
  default     = {}
}

variable "container_insights" {
  description = "Metrics of services and tasks: enhanced (also each container), enabled, disabled (those of ECS itself alone, without a price)."
  type        = string
  default     = "enabled"

  validation {
    condition     = contains(["enhanced", "enabled", "disabled"], var.container_insights)
    error_message = "container_insights is \"${var.container_insights}\"; allowed: enhanced, enabled, disabled."
  }
}

variable "spot" {
  description = "Share of Spot capacity. weight: percent of the tasks beyond the base, 0 to 100. base: tasks of each service that are always on demand. AWS takes a Spot task away with two minutes' notice, for which the drain of the contract is enough."
  type = object({
    weight = optional(number, 0)
    base   = optional(number, 1)
  })
  default = {}

  validation {
    condition     = var.spot.weight >= 0 && var.spot.weight <= 100 && floor(var.spot.weight) == var.spot.weight
    error_message = "spot.weight is ${var.spot.weight}; allowed: a whole number from 0 (none) to 100 (all beyond the base)."
  }

  validation {
    condition     = var.spot.base >= 0 && var.spot.base <= 1000 && floor(var.spot.base) == var.spot.base
    error_message = "spot.base is ${var.spot.base}; allowed: a whole number from 0 to 1000."
  }
}

variable "kms_key_arn" {
  description = "Key of the log of commands run in containers, and of the session; its policy must let logs.REGION.amazonaws.com use it. Needed with exec_command."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/", var.kms_key_arn))
    error_message = "kms_key_arn is \"${coalesce(var.kms_key_arn, "null")}\"; allowed: the ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID, or null."
  }
}

variable "exec_command" {
  description = "Prepares ECS Exec: what is run in containers is logged, and encrypted with kms_key_arn. Whether anything may be run is up to IAM and to each service; those of the module service do not allow it, because their file system is read-only."
  type        = bool
  default     = false

  validation {
    condition     = !var.exec_command || var.kms_key_arn != null
    error_message = "exec_command is true and kms_key_arn is null: what is typed and shown would be kept without the key of its owner. Give a key."
  }
}

variable "exec_log_days" {
  description = "For how many days the log of commands is kept: a value that CloudWatch Logs knows."
  type        = number
  default     = 365

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.exec_log_days)
    error_message = "exec_log_days is ${var.exec_log_days}; allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}

variable "storage_key_arn" {
  description = "Key of the ephemeral storage of tasks, which holds images alone while file systems are read-only. Its policy must let fargate.amazonaws.com use it, or no task starts. null: the key of AWS."
  type        = string
  default     = null

  validation {
    condition     = var.storage_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/", var.storage_key_arn))
    error_message = "storage_key_arn is \"${coalesce(var.storage_key_arn, "null")}\"; allowed: the ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID, or null."
  }
}
