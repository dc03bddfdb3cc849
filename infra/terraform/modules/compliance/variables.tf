variable "name" {
  description = "First part of every name here. 3 to 24 lower-case letters, digits and hyphens."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\": use 3 to 24 lower-case letters, digits and hyphens, a letter first and no hyphen last, such as \"grocery-prod\"."
  }
}

variable "tags" {
  description = "Tags of everything here, beside the provider's default tags."
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

variable "own_key" {
  description = "The module makes the key of the records, so that who runs the system cannot read its records by the system's key. False: kms_key_arn names one."
  type        = bool
  default     = true

  validation {
    condition     = var.own_key || var.kms_key_arn != null
    error_message = "own_key is false and kms_key_arn is null: name the key of the records, or let the module make one."
  }
}

variable "kms_key_arn" {
  description = "ARN of the key of the records when own_key is false; its policy must let CloudTrail, Config and CloudWatch Logs use it."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is \"${coalesce(var.kms_key_arn, "null")}\": give the ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID, or null with own_key = true."
  }
}

variable "trail" {
  description = "Records every call of the AWS API in all regions (CloudTrail). An account needs one; a second one is billed."
  type        = bool
  default     = true
}

variable "guard_duty" {
  description = "Watches the account for attacks (GuardDuty). Billed by what it reads; an account and region has one detector at most."
  type        = bool
  default     = false
}

variable "config_rules" {
  description = "Managed rules of AWS Config that resources are checked against, by their identifiers. None: nothing is recorded. An account and region has one recorder at most."
  type        = set(string)
  default = [
    "CLOUDWATCH_LOG_GROUP_ENCRYPTED",
    "DB_INSTANCE_BACKUP_ENABLED",
    "ECR_PRIVATE_IMAGE_SCANNING_ENABLED",
    "ECR_PRIVATE_TAG_IMMUTABILITY_ENABLED",
    "ECS_CONTAINERS_NONPRIVILEGED",
    "ECS_CONTAINERS_READONLY_ACCESS",
    "ELB_DELETION_PROTECTION_ENABLED",
    "IAM_ROOT_ACCESS_KEY_CHECK",
    "MULTI_REGION_CLOUD_TRAIL_ENABLED",
    "RDS_INSTANCE_PUBLIC_ACCESS_CHECK",
    "RDS_STORAGE_ENCRYPTED",
    "ROOT_ACCOUNT_MFA_ENABLED",
    "S3_BUCKET_PUBLIC_READ_PROHIBITED",
    "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
    "S3_BUCKET_SSL_REQUESTS_ONLY",
    "SECRETSMANAGER_ROTATION_ENABLED_CHECK",
    "VPC_DEFAULT_SECURITY_GROUP_CLOSED",
  ]

  validation {
    condition     = alltrue([for rule in var.config_rules : can(regex("^[A-Z][A-Z0-9_]+[A-Z0-9]$", rule))])
    error_message = "config_rules has ${jsonencode([for rule in var.config_rules : rule if !can(regex("^[A-Z][A-Z0-9_]+[A-Z0-9]$", rule))])}: use the identifiers of AWS's managed rules, such as \"RDS_STORAGE_ENCRYPTED\"."
  }
}

variable "recording" {
  description = "How often Config looks: \"CONTINUOUS\" at every change, or \"DAILY\", which is cheaper where much changes."
  type        = string
  default     = "CONTINUOUS"

  validation {
    condition     = contains(["CONTINUOUS", "DAILY"], var.recording)
    error_message = "recording is \"${var.recording}\": use \"CONTINUOUS\" or \"DAILY\"."
  }
}

variable "retention" {
  description = "For how many days records stay: in the buckets (90 to 3650), and where they can be searched and alarmed on (a period that CloudWatch Logs knows)."
  type = object({
    bucket_days = optional(number, 365)
    search_days = optional(number, 90)
  })
  default = {}

  validation {
    condition     = var.retention.bucket_days >= 90 && var.retention.bucket_days <= 3650 && floor(var.retention.bucket_days) == var.retention.bucket_days
    error_message = "retention.bucket_days is ${var.retention.bucket_days}: keep records for 90 to 3650 whole days; an attack is often noticed months later."
  }

  validation {
    condition     = contains([30, 60, 90, 120, 150, 180, 365, 400, 545, 731], var.retention.search_days)
    error_message = "retention.search_days is ${var.retention.search_days}: use a number of days that CloudWatch Logs knows: 30, 60, 90, 120, 150, 180, 365, 400, 545 and 731."
  }
}

variable "alarm_topic_arn" {
  description = "ARN of the SNS topic that is told of findings; its policy must let events.amazonaws.com and cloudwatch.amazonaws.com publish, and its key let them encrypt."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:.+$", var.alarm_topic_arn))
    error_message = "alarm_topic_arn is \"${var.alarm_topic_arn}\": give the ARN of an SNS topic, arn:aws:sns:REGION:ACCOUNT:NAME."
  }
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
