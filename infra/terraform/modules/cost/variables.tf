variable "name" {
  description = "Prefix of everything made here, such as grocery-dev. 3 to 24 characters."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\": use 3 to 24 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen, such as grocery-dev."
  }
}

variable "tags" {
  description = "Tags of every resource, beside the default tags of the provider."
  type        = map(string)
  default     = {}
}

variable "monthly_budget_usd" {
  description = "What a month may cost in US dollars; nothing is switched off beyond it, but people are told."
  type        = number

  validation {
    condition     = var.monthly_budget_usd >= 1
    error_message = "monthly_budget_usd is ${var.monthly_budget_usd}: use 1 or more; AWS counts whole months in US dollars."
  }
}

variable "thresholds" {
  description = "Percent of the budget at which people are told: actual (spent) and forecast (AWS expects it by the end of the month). Up to 5 together, 1 to 1,000."
  type = object({
    actual   = optional(set(number), [50, 80, 100])
    forecast = optional(set(number), [100])
  })
  default = {}

  validation {
    condition     = length(var.thresholds.actual) + length(var.thresholds.forecast) >= 1 && length(var.thresholds.actual) + length(var.thresholds.forecast) <= 5
    error_message = "thresholds has ${length(var.thresholds.actual) + length(var.thresholds.forecast)} values: use 1 to 5, as many as a budget tells of."
  }

  validation {
    condition     = alltrue([for percent in setunion(var.thresholds.actual, var.thresholds.forecast) : percent >= 1 && percent <= 1000])
    error_message = "thresholds has ${jsonencode(setunion(var.thresholds.actual, var.thresholds.forecast))}: use 1 to 1,000 percent of the budget."
  }
}

variable "filter_tags" {
  description = "Counts only what has all of these tags, such as { Environment = \"dev\" }, where an account holds several environments; they have to be active cost allocation tags. None = the whole account."
  type        = map(string)
  default     = {}

  validation {
    condition     = length(var.filter_tags) <= 1
    error_message = "filter_tags has ${length(var.filter_tags)} tags: a budget takes the values of one filter as \"any of\", so that two tags would count too much. Name one tag, such as Environment."
  }
}

variable "emails" {
  description = "Addresses that are told of the budget, beside the topic; up to 10."
  type        = set(string)
  default     = []

  validation {
    condition     = length(var.emails) <= 10 && alltrue([for email in var.emails : can(regex("^[^@ ]+@[^@ ]+[.][^@ ]+$", email))])
    error_message = "emails are ${jsonencode(var.emails)}: use up to 10 addresses such as team@example.com."
  }
}

variable "alarm_topic_arn" {
  description = "SNS topic that is told of the budget, of anomalies and of Spot."
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

variable "anomaly" {
  description = "Tells of costs that AWS did not expect, when they are over usd (in all) and over percent (of what was expected). monitor_arns: monitors that are there already; an account has one for all services at most, and new accounts have it from the start."
  type = object({
    usd          = optional(number, 20)
    percent      = optional(number, 40)
    monitor_arns = optional(list(string), [])
  })
  default = {}

  validation {
    condition     = var.anomaly.usd > 0 && var.anomaly.percent > 0
    error_message = "anomaly has usd ${var.anomaly.usd} and percent ${var.anomaly.percent}: use more than 0 for both, or every cent is an anomaly."
  }
}

variable "cost_tags" {
  description = "Tags by which the bill can be divided, such as [\"Project\", \"Environment\"]. AWS knows a tag some hours after its first use, and only the paying account may activate it; so none by default."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for tag in var.cost_tags : !startswith(lower(tag), "aws:")])
    error_message = "cost_tags are ${jsonencode(var.cost_tags)}: leave out tags that begin with aws:, which are AWS's own and are activated in the billing console."
  }
}

variable "spot" {
  description = "Watches Fargate Spot in a cluster: tells when more than interruptions_per_hour tasks are taken away, and when a task finds no place. kms_key_arn: key of the log of both. null = not watched."
  type = object({
    cluster_arn            = string
    kms_key_arn            = string
    interruptions_per_hour = optional(number, 5)
  })
  default = null

  validation {
    condition     = var.spot == null || try(var.spot.interruptions_per_hour >= 1, false)
    error_message = "spot.interruptions_per_hour is ${try(var.spot.interruptions_per_hour, 0)}: use 1 or more; single interruptions are what Spot is cheap for."
  }
}
