variable "name" {
  description = "Whose state it is: the first part of the bucket's name and the tag Project. 3 to 24 lower-case letters, digits and hyphens."
  type        = string
  default     = "grocery"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\": use 3 to 24 lower-case letters, digits and hyphens, a letter first and no hyphen last, such as \"grocery\"."
  }
}

variable "region" {
  description = "Region of the bucket and its key. It cannot be changed later without moving every state."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[1-9]$", var.region))
    error_message = "region is \"${var.region}\": name a region of AWS, such as \"eu-west-1\"."
  }
}

variable "recovery_region" {
  description = "Region with a second bucket and key, to which every state is copied, and where a recovery after the loss of the first region keeps its own. null: none."
  type        = string
  default     = null

  validation {
    condition     = var.recovery_region == null || (can(regex("^[a-z]{2}(-[a-z]+)+-[1-9]$", var.recovery_region)) && var.recovery_region != var.region)
    error_message = "recovery_region is \"${coalesce(var.recovery_region, " ")}\": name a region of AWS other than region ${var.region}, such as \"eu-central-1\", or null for no copies."
  }
}

variable "tags" {
  description = "Tags of everything here, beside Project, Environment and ManagedBy."
  type        = map(string)
  default     = {}
}

variable "old_versions" {
  description = "How former states are kept: for at least so many days, and always the newest so many of them. 7 days to 10 years; 5 to 100 versions."
  type = object({
    days   = optional(number, 365)
    newest = optional(number, 20)
  })
  default = {}

  validation {
    condition     = var.old_versions.days >= 7 && var.old_versions.days <= 3650 && floor(var.old_versions.days) == var.old_versions.days
    error_message = "old_versions.days is ${var.old_versions.days}: keep former states for 7 to 3650 whole days; less leaves no time to notice a broken one."
  }

  validation {
    condition     = var.old_versions.newest >= 5 && var.old_versions.newest <= 100 && floor(var.old_versions.newest) == var.old_versions.newest
    error_message = "old_versions.newest is ${var.old_versions.newest}: always keep 5 to 100 former states; AWS allows no more than 100."
  }
}

variable "access_log_days" {
  description = "For how many days it is known who read or wrote a state. 30 days to 10 years."
  type        = number
  default     = 365

  validation {
    condition     = var.access_log_days >= 30 && var.access_log_days <= 3650 && floor(var.access_log_days) == var.access_log_days
    error_message = "access_log_days is ${var.access_log_days}: keep the log for 30 to 3650 whole days."
  }
}
