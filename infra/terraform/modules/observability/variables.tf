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

variable "permissions_boundary" {
  description = "ARN of the policy that no role made here goes beyond, whatever is attached to it. null = none."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary == null || can(regex("^arn:[a-z-]+:iam::([0-9]{12}|aws):policy/.+$", var.permissions_boundary))
    error_message = "permissions_boundary is \"${coalesce(var.permissions_boundary, " ")}\": give the ARN of a policy, arn:aws:iam::ACCOUNT:policy/NAME, or null."
  }
}

variable "environment" {
  description = "Name of the environment; a label of every metric in Prometheus."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}$", var.environment))
    error_message = "environment is \"${var.environment}\": use 1 to 31 lower-case letters, digits and hyphens, starting with a letter, such as dev."
  }
}

variable "kms_key_arn" {
  description = "Key of logs, notifications and metrics. Its policy has to let CloudWatch Logs and those who publish to the topic use it (key_users of the module configuration), or alarms reach nobody."
  type        = string
}

variable "services" {
  description = "Services that get a log group, a dashboard and a collector configuration."
  type        = set(string)

  validation {
    condition     = length(var.services) > 0 && alltrue([for service in var.services : can(regex("^[a-z][a-z0-9-]{0,30}$", service))])
    error_message = "services are ${jsonencode(var.services)}: name at least one, each with 1 to 31 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "log_retention_days" {
  description = "Days that the services' logs are kept; a value of CloudWatch Logs."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days is ${var.log_retention_days}: use a number of days that CloudWatch Logs knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, … 3653 days."
  }
}

variable "prometheus" {
  description = "A Prometheus workspace that the collectors write to. Without it metrics stay on /metrics of each task."
  type        = bool
  default     = true
}

variable "metrics" {
  description = "By service, where it shows its metrics: `metrics` of its contract (grocery-probes.json), null where that has none. A service that is not named: http://localhost:9090/metrics."
  type = map(object({
    path   = optional(string, "/metrics")
    port   = optional(number, 9090)
    scheme = optional(string, "http")
  }))
  default = {}

  validation {
    condition     = length(setsubtract(keys(var.metrics), var.services)) == 0
    error_message = "metrics has ${jsonencode(setsubtract(keys(var.metrics), var.services))}, which services has not: ${jsonencode(var.services)}. Add them there, or remove them here."
  }

  validation {
    condition = alltrue([for of in values(var.metrics) : of == null ? true :
    startswith(of.path, "/") && of.port >= 1 && of.port <= 65535 && floor(of.port) == of.port && contains(["http", "https"], of.scheme)])
    error_message = "metrics is ${jsonencode(var.metrics)}: use a path from its first /, a port of 1 to 65535, and http or https, as the contract of the service has them."
  }
}

variable "management_port" {
  description = "Port of the management endpoints that the module service sets (its management_port); it counts more than that of metrics, as there. null: the ports of metrics."
  type        = number
  default     = 9090

  validation {
    condition     = var.management_port == null ? true : var.management_port >= 1024 && var.management_port <= 65535 && floor(var.management_port) == var.management_port
    error_message = "management_port is ${coalesce(var.management_port, 0)}; allowed: a whole number from 1024 to 65535, as in the module service, or null."
  }
}

variable "rule_files" {
  description = "Rules of Prometheus by name: the text of files such as infra/monitoring/alerts/health.yml. Their alerts go to the topic of the alarms."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for text in values(var.rule_files) : can(length(yamldecode(text).groups))])
    error_message = "rule_files has a text that is not YAML with groups for ${join(", ", [for name, text in var.rule_files : "\"${name}\"" if !can(length(yamldecode(text).groups))])}: give the content of the file, such as file(\"alerts/health.yml\")."
  }

  validation {
    condition     = var.prometheus || length(var.rule_files) == 0
    error_message = "rule_files are given, but prometheus is false: nothing would evaluate them. Set prometheus = true or give no rules."
  }
}

variable "inhibit_rules" {
  description = "Which alerts hold which others back, as the Alertmanager writes it (infra/monitoring/alertmanager.yml)."
  type = list(object({
    source_matchers = list(string)
    target_matchers = list(string)
    equal           = list(string)
  }))
  default = []

  validation {
    condition     = alltrue([for rule in var.inhibit_rules : length(rule.equal) > 0])
    error_message = "inhibit_rules has a rule whose equal is empty, for the sources ${jsonencode([for rule in var.inhibit_rules : rule.source_matchers if length(rule.equal) == 0])}: one alert would hold back those of all services. Name the labels that both must have alike, such as \"job\"."
  }
}

variable "grafana" {
  description = "A Grafana workspace; people sign in by IAM Identity Center, and are charged for each."
  type        = bool
  default     = false
}

variable "alarm_emails" {
  description = "Addresses that get every alarm; each has to confirm once."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for email in var.alarm_emails : can(regex("^[^@ ]+@[^@ ]+[.][^@ ]+$", email))])
    error_message = "alarm_emails has ${join(", ", [for email in var.alarm_emails : "\"${email}\"" if !can(regex("^[^@ ]+@[^@ ]+[.][^@ ]+$", email))])}: use addresses such as team@example.com."
  }
}

variable "publishers" {
  description = "Further service principals of AWS that may publish to the topic for this account, such as codestar-notifications.amazonaws.com."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for publisher in var.publishers : endswith(publisher, ".amazonaws.com")])
    error_message = "publishers are ${jsonencode(var.publishers)}: use services of AWS, such as codestar-notifications.amazonaws.com."
  }
}

variable "slo" {
  description = "By service, what it promises: availability in percent of requests without a server error (95 to 99.99), latency_percent of requests within latency_seconds (0 = no promise). Metrics are those of its target groups: one suffix, or all that can carry traffic (blue/green has two). own_load_balancer: nobody else is behind it, so what it answers itself (502, 503, 504) counts as failed. minimum_failures: fewer failed requests in a window never raise an alarm."
  type = map(object({
    load_balancer_arn_suffix  = string
    target_group_arn_suffix   = optional(string)
    target_group_arn_suffixes = optional(map(string), {})
    own_load_balancer         = optional(bool, false)
    availability              = optional(number, 99.9)
    latency_percent           = optional(number, 95)
    latency_seconds           = optional(number, 0.5)
    minimum_failures          = optional(number, 10)
  }))
  default = {}

  validation {
    condition     = length(setsubtract(keys(var.slo), var.services)) == 0
    error_message = "slo has ${jsonencode(setsubtract(keys(var.slo), var.services))}, which services has not: ${jsonencode(var.services)}. Add them there, or remove them here."
  }

  validation {
    condition     = alltrue([for slo in values(var.slo) : slo.availability >= 95 && slo.availability <= 99.99])
    error_message = "slo has the availability ${jsonencode({ for service, slo in var.slo : service => slo.availability })}: use 95 to 99.99 percent. Below, a burn of 14.4 could not happen; above, a budget is gone before anybody can act."
  }

  validation {
    condition     = alltrue([for slo in values(var.slo) : slo.latency_seconds == 0 || (slo.latency_seconds >= 0.001 && slo.latency_seconds <= 60)])
    error_message = "slo has the latency_seconds ${jsonencode({ for service, slo in var.slo : service => slo.latency_seconds })}: use 0.001 to 60 seconds, or 0 for no promise."
  }

  validation {
    condition     = alltrue([for slo in values(var.slo) : slo.latency_percent >= 95 && slo.latency_percent <= 99.99])
    error_message = "slo has the latency_percent ${jsonencode({ for service, slo in var.slo : service => slo.latency_percent })}: use 95 to 99.99 percent, as for the availability."
  }

  validation {
    condition     = alltrue([for slo in values(var.slo) : slo.minimum_failures >= 1])
    error_message = "slo has the minimum_failures ${jsonencode({ for service, slo in var.slo : service => slo.minimum_failures })}: use 1 or more, or a window without a failure would raise an alarm."
  }

  validation {
    condition     = alltrue([for slo in values(var.slo) : length(slo.target_group_arn_suffixes) > 0 || slo.target_group_arn_suffix != null])
    error_message = "slo has a service without a target group: give target_group_arn_suffix, or target_group_arn_suffixes, of the module service."
  }

  validation {
    condition     = alltrue([for slo in values(var.slo) : length(slo.target_group_arn_suffixes) <= 3])
    error_message = "slo has a service with over 3 target groups: an alarm holds 10 metrics, and each group needs 3."
  }
}

variable "runbook_url" {
  description = "Where the runbooks are; each alarm names its own below it. null = none."
  type        = string
  default     = null

  validation {
    condition     = var.runbook_url == null || can(regex("^https://", var.runbook_url))
    error_message = "runbook_url is \"${coalesce(var.runbook_url, " ")}\": use an https:// address, or null."
  }
}

variable "cluster_name" {
  description = "ECS cluster, for CPU, memory and tasks on the dashboards; null = not shown."
  type        = string
  default     = null
}

variable "database_identifier" {
  description = "RDS instance, for its load on the dashboard; null = not shown."
  type        = string
  default     = null
}
