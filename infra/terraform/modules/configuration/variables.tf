variable "name" {
  description = "Prefix of everything made here, such as grocery-dev; also the name of the AppConfig application. 3 to 24 characters."
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

variable "root" {
  description = "First segment of all parameters; the services' Platform:Config:Root."
  type        = string
  default     = "grocery"

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]+$", var.root)) && !can(regex("(?i)^(aws|ssm)", var.root))
    error_message = "root is \"${var.root}\": use one segment of letters, digits and _ . -, which does not start with aws or ssm (AWS keeps these for itself)."
  }
}

variable "environment" {
  description = "Second segment of all parameters, and the AppConfig environment; the services' Platform:Service:Environment."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}$", var.environment))
    error_message = "environment is \"${var.environment}\": use 1 to 31 lower-case letters, digits and hyphens, starting with a letter, such as dev. The services ask for exactly this path."
  }
}

variable "shared" {
  description = "Parameters of all services: value by configuration key, such as \"Client:Timeout\" = \"00:00:05\". Not secret. Up to 4 KB each."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key in keys(var.shared) : can(regex("^[A-Za-z0-9_.-]+(:[A-Za-z0-9_.-]+){0,9}$", key))])
    error_message = "shared has the keys ${join(", ", [for key in keys(var.shared) : "\"${key}\"" if !can(regex("^[A-Za-z0-9_.-]+(:[A-Za-z0-9_.-]+){0,9}$", key))])}: use keys of up to ten segments of letters, digits and _ . -, with colons between them, such as Client:Timeout. A parameter's path cannot hold more."
  }

  validation {
    condition     = length(distinct([for key in keys(var.shared) : lower(key)])) == length(var.shared)
    error_message = "shared has keys that differ only in case. Configuration keys ignore case, and a service would refuse to start: keep one of them."
  }

  validation {
    condition     = alltrue([for value in values(var.shared) : length(value) > 0 && length(value) <= 4096])
    error_message = "shared has an empty value, or one over 4,096 characters, for ${join(", ", [for key, value in var.shared : "\"${key}\"" if length(value) == 0 || length(value) > 4096])}. Parameter Store keeps 1 to 4,096 characters: leave the key out, or use a secret for what is longer."
  }
}

variable "services" {
  description = "By service: parameters (value by configuration key, over the shared ones) and secure_parameters (keys made as SecureString with a placeholder; an operator sets the value, and Terraform never reads or resets it)."
  type = map(object({
    parameters        = optional(map(string), {})
    secure_parameters = optional(set(string), [])
  }))

  validation {
    condition     = length(var.services) > 0 && alltrue([for service in keys(var.services) : can(regex("^[a-z][a-z0-9-]{0,30}$", service)) && service != "shared"])
    error_message = "services are ${jsonencode(keys(var.services))}: name at least one, each with 1 to 31 lower-case letters, digits and hyphens, starting with a letter. \"shared\" is the path of all of them."
  }

  validation {
    condition = alltrue(flatten([for service in values(var.services) : [
      for key in concat(keys(service.parameters), tolist(service.secure_parameters)) : can(regex("^[A-Za-z0-9_.-]+(:[A-Za-z0-9_.-]+){0,9}$", key))
    ]]))
    error_message = "services have the keys ${join(", ", flatten([for name, service in var.services : [for key in concat(keys(service.parameters), tolist(service.secure_parameters)) : "\"${key}\" of ${name}" if !can(regex("^[A-Za-z0-9_.-]+(:[A-Za-z0-9_.-]+){0,9}$", key))]]))}: use keys of up to ten segments of letters, digits and _ . -, with colons between them, such as Orders:Limit."
  }

  validation {
    condition = alltrue([for service in values(var.services) :
      length(distinct([for key in concat(keys(service.parameters), tolist(service.secure_parameters)) : lower(key)])) == length(service.parameters) + length(service.secure_parameters)
    ])
    error_message = "services have keys twice, or keys that differ only in case, among parameters and secure_parameters together. Configuration keys ignore case, and the service would refuse to start: keep one of them."
  }

  validation {
    condition     = alltrue(flatten([for service in values(var.services) : [for value in values(service.parameters) : length(value) > 0 && length(value) <= 4096]]))
    error_message = "services have an empty value, or one over 4,096 characters, for ${join(", ", flatten([for name, service in var.services : [for key, value in service.parameters : "\"${key}\" of ${name}" if length(value) == 0 || length(value) > 4096]]))}. Parameter Store keeps 1 to 4,096 characters: leave the key out, or use a secret for what is longer."
  }
}

variable "flags" {
  description = "Feature flags of the environment, deployed by AppConfig to all services; null = no AppConfig. format \"feature_flags\": document is AWS's own ({version, flags, values}; FlagProfiles of the services). \"freeform\": any JSON object as in appsettings.json, such as Microsoft's feature_management schema with targeting (Profiles of the services)."
  type = object({
    document = string
    format   = optional(string, "feature_flags")
  })
  default = null

  validation {
    condition     = var.flags == null || contains(["feature_flags", "freeform"], try(var.flags.format, ""))
    error_message = "flags.format is \"${try(var.flags.format, "")}\": use feature_flags or freeform."
  }

  validation {
    condition     = var.flags == null || can(keys(jsondecode(var.flags.document)))
    error_message = "flags.document is not a JSON object. Give the text of the document, such as file(\"flags.json\"); services reject anything else."
  }

  validation {
    condition = var.flags == null || try(var.flags.format != "feature_flags", true) || try(
      jsondecode(var.flags.document).version == "1" &&
      alltrue([for flag in keys(jsondecode(var.flags.document).flags) : can(regex("^[a-z][A-Za-z0-9_-]{0,63}$", flag))]) &&
      toset(keys(jsondecode(var.flags.document).flags)) == toset(keys(jsondecode(var.flags.document).values)) &&
    alltrue([for value in values(jsondecode(var.flags.document).values) : can(tobool(value.enabled))]), false)
    error_message = "flags.document is not AWS's document of feature flags: {\"version\":\"1\",\"flags\":{name:{\"name\":…}},\"values\":{name:{\"enabled\":true|false}}}, the same names in flags and values, each starting with a lower-case letter, without variants (services refuse them). For another document set format = \"freeform\"."
  }
}

variable "deployment" {
  description = "How a change of the flags reaches the services: growth_percent (1..100) more of them at each of equal steps over minutes (0..1440), then bake_minutes (0..1440) during which an alarm still takes it back."
  type = object({
    growth_percent = optional(number, 20)
    minutes        = optional(number, 10)
    bake_minutes   = optional(number, 10)
  })
  default = {}

  validation {
    condition     = var.deployment.growth_percent >= 1 && var.deployment.growth_percent <= 100
    error_message = "deployment.growth_percent is ${var.deployment.growth_percent}: use 1 to 100, the share of the services that each step adds."
  }

  validation {
    condition     = alltrue([for value in [var.deployment.minutes, var.deployment.bake_minutes] : value >= 0 && value <= 1440 && floor(value) == value])
    error_message = "deployment.minutes is ${var.deployment.minutes} and bake_minutes is ${var.deployment.bake_minutes}: use whole minutes, 0 to 1440."
  }

  validation {
    condition     = length(var.alarm_arns) == 0 || var.deployment.minutes + var.deployment.bake_minutes >= 5
    error_message = "deployment takes ${var.deployment.minutes + var.deployment.bake_minutes} minutes in all, but alarm_arns are given: a metric of a load balancer needs some minutes to show a fault. Use 5 or more, or give no alarms."
  }
}

variable "alarm_arns" {
  description = "CloudWatch alarms that take a deployment of flags back; up to 5, AppConfig's limit. Use a composite alarm for more. One without data counts as going off, so each has to treat missing data as not breaching."
  type        = list(string)
  default     = []

  validation {
    condition     = length(var.alarm_arns) <= 5
    error_message = "alarm_arns has ${length(var.alarm_arns)} alarms: AppConfig watches at most 5 in an environment. Join them in a composite alarm."
  }
}

variable "key_users" {
  description = "What else may use the key, beside those whom IAM allows: \"logs\" (log groups of this account and region) and \"notifications\" (AWS services that publish to an encrypted SNS topic)."
  type        = set(string)
  default     = []

  validation {
    condition     = length(setsubtract(var.key_users, ["logs", "notifications"])) == 0
    error_message = "key_users has ${jsonencode(setsubtract(var.key_users, ["logs", "notifications"]))}: only logs and notifications are known."
  }
}

variable "secret_recovery_days" {
  description = "How many days a deleted secret, and the key, can be brought back: 7 to 30. 0 removes the secret at once, so that a throw-away environment can be made again under the same name; the key then waits for 7."
  type        = number
  default     = 30

  validation {
    condition     = var.secret_recovery_days == 0 || (var.secret_recovery_days >= 7 && var.secret_recovery_days <= 30)
    error_message = "secret_recovery_days is ${var.secret_recovery_days}: use 7 to 30, or 0 for a throw-away environment."
  }
}
