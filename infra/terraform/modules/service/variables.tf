variable "name" {
  description = "Prefix of every name, such as grocery-dev: 3 to 24 lower-case letters, digits and hyphens."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\"; allowed: 3 to 24 of a-z, 0-9 and hyphen, beginning with a letter, not ending with a hyphen. Choose one such as grocery-dev."
  }
}

variable "service" {
  description = "Name of the service, as in its probe contract and its logs: 2 to 24 lower-case letters, digits and hyphens."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,22}[a-z0-9]$", var.service))
    error_message = "service is \"${var.service}\"; allowed: 2 to 24 of a-z, 0-9 and hyphen, beginning with a letter, such as cart."
  }
}

variable "environment" {
  description = "Environment that the service reports and reads its parameters for, such as dev."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.environment))
    error_message = "environment is \"${var.environment}\"; allowed: 2 to 16 of a-z, 0-9 and hyphen, beginning with a letter, such as dev, staging or prod."
  }
}

variable "tags" {
  description = "Tags of every resource and task, over the default tags of the provider."
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

variable "image" {
  description = "Image of the service by digest, REGISTRY/REPOSITORY@sha256:<64 hex>. Its repository is read by the execution role when it is one of ECR."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9._/:-]*@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image is \"${var.image}\": name the image by digest, …@sha256:<64 hex>; a tag can change under a running service."
  }
}

variable "cpu" {
  description = "Processor of a task in units of 1/1024: 256, 512, 1024, 2048, 4096, 8192 or 16384."
  type        = number
  default     = 256

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096, 8192, 16384], var.cpu)
    error_message = "cpu is ${var.cpu}; allowed: 256, 512, 1024, 2048, 4096, 8192, 16384, which are the sizes of Fargate."
  }
}

variable "memory" {
  description = "Memory of a task in MiB, with the collector and /tmp in it. Fargate allows 2 to 8 times the processor, at 256 units 512 to 2048."
  type        = number
  default     = 512

  validation {
    condition = contains(lookup({
      "256"   = [512, 1024, 2048]
      "512"   = range(1024, 4097, 1024)
      "1024"  = range(2048, 8193, 1024)
      "2048"  = range(4096, 16385, 1024)
      "4096"  = range(8192, 30721, 1024)
      "8192"  = range(16384, 61441, 4096)
      "16384" = range(32768, 122881, 8192)
    }, tostring(var.cpu), []), var.memory)
    error_message = "memory is ${var.memory} with cpu ${var.cpu}; Fargate allows 512, 1024, 2048 at 256; 1024 to 4096 at 512; 2048 to 8192 at 1024; 4096 to 16384 at 2048; 8192 to 30720 at 4096, in steps of 1024."
  }

  validation {
    condition     = var.memory - (var.collector.enabled ? var.collector.memory : 0) - var.tmp_size >= 192
    error_message = "memory is ${var.memory}, of which collector.memory and tmp_size (${var.tmp_size}) leave the service fewer than 192 MiB; take more memory, or less of the others."
  }
}

variable "tmp_size" {
  description = "Size of /tmp in MiB, 16 to 1024. It lies in the memory of the task; the rest of the file system is read-only."
  type        = number
  default     = 64

  validation {
    condition     = var.tmp_size >= 16 && var.tmp_size <= 1024 && floor(var.tmp_size) == var.tmp_size
    error_message = "tmp_size is ${var.tmp_size}; allowed: a whole number from 16 to 1024 MiB."
  }
}

variable "architecture" {
  description = "Processor that the image was built for: ARM64, which costs about a fifth less, or X86_64."
  type        = string
  default     = "ARM64"

  validation {
    condition     = contains(["ARM64", "X86_64"], var.architecture)
    error_message = "architecture is \"${var.architecture}\"; allowed: ARM64, X86_64. It must be what the image was built for, or tasks stop with \"exec format error\"."
  }
}

variable "environment_variables" {
  description = "Further variables of the service. Those that the module wires (Platform__Service__*, Platform__Management__Port, ASPNETCORE_HTTP_PORTS) are refused here."
  type        = map(string)
  default     = {}

  validation {
    condition     = length([for k in keys(var.environment_variables) : k if contains(local.wired_names, lower(k))]) == 0
    error_message = "environment_variables sets ${join(", ", [for k in keys(var.environment_variables) : k if contains(local.wired_names, lower(k))])}, which the module sets from the contract and its own variables; remove it."
  }

  validation {
    condition     = length([for k, v in var.environment_variables : k if can(regex("(?i)(password|pwd)\\s*=\\s*[^;\\s]", v))]) == 0
    error_message = "environment_variables has a password in ${join(", ", [for k, v in var.environment_variables : k if can(regex("(?i)(password|pwd)\\s*=\\s*[^;\\s]", v))])}: anybody who may describe the task reads it. Put it into a secret and name the secret."
  }
}

variable "secrets" {
  description = "Variables whose values ECS reads at the start of a task, by the execution role: name to the ARN of a secret (with :json-key:stage:id if wanted) or of a parameter. A rotated one needs new tasks; prefer access.secret_arns, which the platform reads and reloads."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for a in values(var.secrets) : can(regex("^arn:[a-z-]+:(secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:|ssm:[a-z0-9-]+:[0-9]{12}:parameter/)[^*]+$", a))])
    error_message = "secrets has for ${join(", ", [for k, a in var.secrets : k if !can(regex("^arn:[a-z-]+:(secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:|ssm:[a-z0-9-]+:[0-9]{12}:parameter/)[^*]+$", a))])} no ARN; allowed: the whole ARN of a secret or of a parameter, never the value itself."
  }

  validation {
    condition     = length(setintersection(keys(var.secrets), keys(var.environment_variables))) == 0 && length([for k in keys(var.secrets) : k if contains(local.wired_names, lower(k))]) == 0
    error_message = "secrets has a name that environment_variables or the module sets too: ${join(", ", setunion(setintersection(keys(var.secrets), keys(var.environment_variables)), [for k in keys(var.secrets) : k if contains(local.wired_names, lower(k))]))}. ECS refuses a variable that is set twice; remove one."
  }
}

variable "secret_key_arns" {
  description = "Keys that decrypt what secrets names, by the execution role."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for a in var.secret_key_arns : can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[a-z0-9-]+$", a))])
    error_message = "secret_key_arns has ${join(", ", var.secret_key_arns)}; allowed: ARNs of keys, arn:aws:kms:REGION:ACCOUNT:key/ID; IAM does not follow an alias."
  }
}
