variable "account_id" {
  description = "The AWS account that builds and keeps images. Another one's credentials are refused before anything is read."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id is \"${var.account_id}\"; it must be the 12 digits of an AWS account, as a string."
  }
}

variable "region" {
  description = "The region of the registry and the pipeline."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is \"${var.region}\"; it must be the code of an AWS region, such as us-west-2."
  }
}

variable "recovery_region" {
  description = "The region to which every image is copied, for the loss of the first one: that of the environments. null: none."
  type        = string
  default     = null

  validation {
    condition     = var.recovery_region == null || (can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.recovery_region)) && var.recovery_region != var.region)
    error_message = "recovery_region is \"${coalesce(var.recovery_region, "null")}\"; it must be the code of an AWS region that is not the first one, or null for no copies."
  }
}

variable "connection_arn" {
  description = "The connection of AWS CodeConnections to where the source is; somebody has to approve it once, in the console."
  type        = string
}

variable "repository" {
  description = "The repository there, OWNER/NAME."
  type        = string
}

variable "environments" {
  description = "Where is deployed, in this order, and by which roles of these accounts; see the module pipeline."
  type = list(object({
    name          = string
    account_id    = string
    role_arn      = string
    plan_role_arn = optional(string)
    approval      = optional(bool, false)
    url           = optional(string)
  }))
}

variable "test_image" {
  description = "The image in which the pipeline runs the tests, by digest: a Debian 12, such as the copy in the registry's grocery/debian."
  type        = string
}

variable "alarm_emails" {
  description = "Who is told of failures, drift and approvals that wait; each address has to confirm once."
  type        = set(string)
  default     = []
}

variable "runbook_url" {
  description = "Where the runbooks are; every alarm names its own."
  type        = string
  default     = "https://github.com/grocery-platform/grocery-platform/blob/main/docs/operations/runbooks"
}
