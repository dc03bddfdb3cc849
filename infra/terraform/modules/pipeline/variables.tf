variable "name" {
  description = "Name of the pipeline and first part of every name here. 3 to 24 lower-case letters, digits and hyphens."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\": use 3 to 24 lower-case letters, digits and hyphens, a letter first and no hyphen last, such as \"grocery\"."
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

variable "repository" {
  description = "Where the source is: a connection of AWS CodeConnections that somebody has approved, OWNER/NAME there, and the branch whose pushes start the pipeline."
  type = object({
    connection_arn = string
    full_name      = string
    branch         = optional(string, "main")
  })

  validation {
    condition     = can(regex("^arn:[a-z-]+:(codeconnections|codestar-connections):[a-z0-9-]+:[0-9]{12}:connection/.+$", var.repository.connection_arn))
    error_message = "repository.connection_arn is \"${var.repository.connection_arn}\": give the ARN of a connection, arn:aws:codeconnections:REGION:ACCOUNT:connection/ID."
  }

  validation {
    condition     = can(regex("^[^/ ]+(/[^/ ]+)+$", var.repository.full_name))
    error_message = "repository.full_name is \"${var.repository.full_name}\": use OWNER/NAME, as the address of the repository ends."
  }

  validation {
    condition     = can(regex("^[^ *?]+$", var.repository.branch))
    error_message = "repository.branch is \"${var.repository.branch}\": name one branch, without wildcards, such as \"main\"."
  }
}

variable "services" {
  description = "Services that are built and deployed, such as \"cart\"."
  type        = set(string)

  validation {
    condition     = length(var.services) > 0 && alltrue([for service in var.services : can(regex("^[a-z][a-z0-9-]*$", service))])
    error_message = "services is ${jsonencode(var.services)}: name at least one service in lower-case letters, digits and hyphens, such as \"cart\"."
  }
}

variable "environments" {
  description = "Where is deployed, in this order. role_arn may change the environment, plan_role_arn only read it (null: no drift detection there); both must trust the projects' roles. approval: somebody has to agree first."
  type = list(object({
    name          = string
    account_id    = string
    approval      = optional(bool, false)
    role_arn      = string
    plan_role_arn = optional(string)
    url           = optional(string)
  }))

  validation {
    condition     = length(var.environments) > 0 && length(distinct(var.environments[*].name)) == length(var.environments)
    error_message = "environments is ${jsonencode(var.environments[*].name)}: name at least one environment, each once."
  }

  validation {
    condition     = alltrue([for environment in var.environments : can(regex("^[a-z][a-z0-9]{1,15}$", environment.name))])
    error_message = "environments is ${jsonencode(var.environments[*].name)}: a name has 2 to 16 lower-case letters and digits, such as \"staging\"."
  }

  validation {
    condition = alltrue([for environment in var.environments :
      can(regex("^[0-9]{12}$", environment.account_id)) && alltrue([for role in compact([environment.role_arn, environment.plan_role_arn]) :
    can(regex("^arn:[a-z-]+:iam::${environment.account_id}:role/.+$", role))])])
    error_message = "environments: use 12 digits for account_id, and for role_arn and plan_role_arn roles of that account, arn:aws:iam::ACCOUNT:role/NAME; at least one is not: ${jsonencode([for environment in var.environments : environment.role_arn])}."
  }

  validation {
    condition     = alltrue([for environment in var.environments : environment.approval || environment.name != "prod"])
    error_message = "environments: prod has approval = false; nothing goes there without a person who agrees, so set it to true."
  }

  validation {
    condition     = alltrue([for environment in var.environments : environment.url == null || can(regex("^https://[^/ ]+$", environment.url))])
    error_message = "environments: use for url the address of the shop without a path, such as \"https://dev.shop.example\", or null where it is not checked."
  }
}

variable "registry" {
  description = "Where images and packages go: the ARNs of the repositories for images, and of the feed's domain and repository (feed = false: there is none)."
  type = object({
    repository_arns              = set(string)
    feed                         = optional(bool, true)
    code_artifact_domain_arn     = optional(string)
    code_artifact_repository_arn = optional(string)
  })

  validation {
    condition     = length(var.registry.repository_arns) > 0 && alltrue([for arn in var.registry.repository_arns : can(regex("^arn:[a-z-]+:ecr:[a-z0-9-]+:[0-9]{12}:repository/[^*]+$", arn))])
    error_message = "registry.repository_arns is ${jsonencode(var.registry.repository_arns)}: give the ARNs of the repositories, arn:aws:ecr:REGION:ACCOUNT:repository/NAME, without wildcards."
  }

  validation {
    condition     = length(distinct([for arn in var.registry.repository_arns : replace(arn, "/[^/]+$/", "")])) == 1 && alltrue([for arn in var.registry.repository_arns : length(split("/", arn)) >= 3])
    error_message = "registry.repository_arns is ${jsonencode(var.registry.repository_arns)}: use repositories of one registry and one prefix, such as repository/grocery/cart and repository/grocery/order."
  }

  validation {
    condition     = !var.registry.feed || (var.registry.code_artifact_domain_arn != null && var.registry.code_artifact_repository_arn != null)
    error_message = "registry lacks code_artifact_domain_arn or code_artifact_repository_arn: a feed needs both; without one set feed = false."
  }
}

variable "kms_key_arn" {
  description = "ARN of the key of artifacts, logs and images; its policy must let CloudWatch Logs use it."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is \"${var.kms_key_arn}\": give the ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID; an alias may come to mean another key."
  }
}

variable "alarm_topic_arn" {
  description = "ARN of the SNS topic that is told of failures, drift and waiting approvals; its policy must let events.amazonaws.com and cloudwatch.amazonaws.com publish, and its key the role of the pipeline."
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

variable "artifact_bucket" {
  description = "Name of a bucket, versioned and encrypted by the key above, for what stages hand to each other. Null: the module makes one."
  type        = string
  default     = null

  validation {
    condition     = var.artifact_bucket == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.artifact_bucket))
    error_message = "artifact_bucket is \"${coalesce(var.artifact_bucket, "null")}\": give the name of a bucket, 3 to 63 lower-case letters, digits, dots and hyphens, or null for a bucket of its own."
  }
}

variable "drift_schedule" {
  description = "When each environment is compared with what was deployed last, as an EventBridge schedule in UTC."
  type        = string
  default     = "cron(0 4 * * ? *)"

  validation {
    condition     = can(regex("^(cron|rate)\\(.+\\)$", var.drift_schedule))
    error_message = "drift_schedule is \"${var.drift_schedule}\": use cron(…) or rate(…), such as \"cron(0 4 * * ? *)\" for four in the morning."
  }
}

variable "build" {
  description = "Machines of the projects: AWS's image, that of the tests, which needs apt-get (Debian 12), as they install what they use by it (null: the same), type and size, the minutes after which a build fails (5 to 480), and for how many days logs stay."
  type = object({
    image        = optional(string, "aws/codebuild/amazonlinux-aarch64-standard:3.0")
    test_image   = optional(string)
    type         = optional(string, "ARM_CONTAINER")
    compute_type = optional(string, "BUILD_GENERAL1_MEDIUM")
    minutes      = optional(number, 60)
    log_days     = optional(number, 90)
  })
  default = {}

  validation {
    condition     = can(regex("^aws/codebuild/[a-z0-9._-]+:[a-z0-9._-]+$|@sha256:[0-9a-f]{64}$", var.build.image))
    error_message = "build.image is \"${var.build.image}\": use one of AWS's images, aws/codebuild/NAME:VERSION, or name the image by digest, …@sha256:<64 hex>."
  }

  validation {
    condition     = var.build.test_image == null || can(regex("^aws/codebuild/[a-z0-9._-]+:[a-z0-9._-]+$|@sha256:[0-9a-f]{64}$", var.build.test_image))
    error_message = "build.test_image is \"${coalesce(var.build.test_image, "null")}\": use one of AWS's images, aws/codebuild/NAME:VERSION, or name the image by digest, …@sha256:<64 hex>."
  }

  validation {
    condition     = contains(["ARM_CONTAINER", "LINUX_CONTAINER"], var.build.type)
    error_message = "build.type is \"${var.build.type}\": use \"ARM_CONTAINER\" or \"LINUX_CONTAINER\", as the image and the services' architecture."
  }

  validation {
    condition     = var.build.minutes >= 5 && var.build.minutes <= 480
    error_message = "build.minutes is ${var.build.minutes}: use 5 to 480."
  }

  validation {
    condition     = contains([7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731], var.build.log_days)
    error_message = "build.log_days is ${var.build.log_days}: use a number of days that CloudWatch Logs knows: 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545 and 731."
  }
}
