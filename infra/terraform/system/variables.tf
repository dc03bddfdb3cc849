variable "environment" {
  description = "Which environment this is. It is in every name and tag, in the paths of the parameters, and what the services call themselves (Platform:Service:Environment)."
  type        = string

  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "environment is \"${var.environment}\"; allowed: dev, staging, prod. A new one needs a folder under infra/terraform/environments first."
  }
}

variable "account_id" {
  description = "The AWS account of the environment. Another one's credentials are refused before anything is read."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id is \"${var.account_id}\"; it must be the 12 digits of an AWS account, as a string."
  }
}

variable "delivery_account_id" {
  description = "The account whose pipeline deploys this environment, and compares it every night with what was deployed; null: nobody but people with rights of their own."
  type        = string
  default     = null

  validation {
    condition     = var.delivery_account_id == null || can(regex("^[0-9]{12}$", var.delivery_account_id))
    error_message = "delivery_account_id is \"${coalesce(var.delivery_account_id, "null")}\"; it must be the 12 digits of an AWS account, as a string, or null."
  }
}

variable "region" {
  description = "The region of everything but the copies of the backups."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is \"${var.region}\"; it must be the code of an AWS region, such as us-west-2."
  }
}

variable "recovery_region" {
  description = "The region that keeps copies of the backups for the loss of the first one; null keeps none."
  type        = string
  default     = null

  validation {
    condition     = var.recovery_region == null || (can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.recovery_region)) && var.recovery_region != var.region)
    error_message = "recovery_region is \"${coalesce(var.recovery_region, "null")}\"; it must be the code of an AWS region that is not the first one, or null for no copies."
  }
}

variable "domain" {
  description = "The name of the shop, such as shop.grocery.example. The services are called <service>.svc.<domain>, in the VPC only."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.domain))
    error_message = "domain is \"${var.domain}\"; it must be a DNS name in lower case with at least one dot, such as shop.grocery.example."
  }
}

variable "zone_id" {
  description = "The public Route 53 zone that domain lies in: for its address, and to prove to the certificate's issuer that it is ours."
  type        = string

  validation {
    condition     = can(regex("^Z[A-Z0-9]{1,31}$", var.zone_id))
    error_message = "zone_id is \"${var.zone_id}\"; it must be the id of a Route 53 zone, which begins with Z."
  }
}

variable "database" {
  description = "PostgreSQL: its machine, GiB of storage at first and at most, a standby in another zone, a replica for reading, days of backups."
  type = object({
    instance_class        = optional(string, "db.t4g.medium")
    allocated_storage     = optional(number, 50)
    max_allocated_storage = optional(number, 500)
    multi_az              = optional(bool, true)
    replica               = optional(bool, false)
    backup_retention_days = optional(number, 30)
    rotation_days         = optional(number, 30)
  })
  default = {}
}

variable "protect" {
  description = "Refuse to delete the load balancers and the database. Turn it off, apply, and only then destroy."
  type        = bool
  default     = true
}

variable "waf" {
  description = "The web application firewall of the shop: none, or managed (AWS's rules and a limit for each address)."
  type        = string
  default     = "managed"

  validation {
    condition     = contains(["none", "managed"], var.waf)
    error_message = "waf is \"${var.waf}\"; allowed: none, managed."
  }
}

variable "observability" {
  description = "Days of logs, Managed Prometheus and Grafana by choice."
  type = object({
    log_retention_days = optional(number, 30)
    prometheus         = optional(bool, true)
    grafana            = optional(bool, false)
  })
  default = {}
}

variable "alarm_emails" {
  description = "Who gets the alarms and what is said of the budget."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.alarm_emails : can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", address))])
    error_message = "alarm_emails has what is no address: ${join(", ", [for address in var.alarm_emails : address if !can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", address))])}. Use addresses such as oncall@example.com."
  }
}

variable "compliance" {
  description = "The audit of the account: CloudTrail, rules of AWS Config, GuardDuty. Once for each account: off where another environment of the account has it."
  type = object({
    enabled    = optional(bool, true)
    guard_duty = optional(bool, false)
  })
  default = {}
}

variable "monthly_budget_usd" {
  description = "What the environment may cost in a month, in US dollars; at 80 % and 100 %, and when 100 % are forecast, alarm_emails are told."
  type        = number

  validation {
    condition     = var.monthly_budget_usd > 0
    error_message = "monthly_budget_usd is ${var.monthly_budget_usd}; it must be more than 0."
  }
}

variable "runbook_url" {
  description = "Where the runbooks are; every alarm names its own."
  type        = string
  default     = "https://github.com/grocery-platform/grocery-platform/blob/main/docs/operations/runbooks"
}
