variable "services" {
  description = "By database: rotation_days (1 to 1,000) of its passwords, and connections, the most that the service may hold (null = no limit but the server's). Each gets the role NAME, which reads and writes rows, and NAME_owner, which changes the schema."
  type = map(object({
    rotation_days = optional(number, 30)
    connections   = optional(number)
  }))

  validation {
    condition     = length(var.services) > 0 && alltrue([for name in keys(var.services) : can(regex("^[a-z][a-z0-9_]{0,49}$", name)) && !can(regex("^(pg_|rds|postgres$|template)", name)) && !endswith(name, "_owner")])
    error_message = "services are ${jsonencode(keys(var.services))}: name at least one, each with 1 to 50 lower-case letters, digits and underscores, starting with a letter; not postgres, template…, pg_…, rds… or …_owner, which are taken."
  }

  validation {
    condition     = alltrue([for service in values(var.services) : service.rotation_days >= 1 && service.rotation_days <= 1000 && floor(service.rotation_days) == service.rotation_days])
    error_message = "services have the rotation_days ${jsonencode({ for name, service in var.services : name => service.rotation_days })}: use whole days, 1 to 1,000."
  }

  validation {
    condition     = alltrue([for service in values(var.services) : try(service.connections >= 5, service.connections == null)])
    error_message = "services have the connections ${jsonencode({ for name, service in var.services : name => service.connections })}: use 5 or more, so that a login to try a new password finds a place, or null for no limit."
  }

  validation {
    condition     = sum(concat([0], [for service in values(var.services) : service.connections == null ? 0 : service.connections])) <= var.max_connections - 20
    error_message = "services may hold ${sum(concat([0], [for service in values(var.services) : service.connections == null ? 0 : service.connections]))} connections together, but max_connections is ${var.max_connections}, of which 20 are kept for AWS, migrations and rotation. Raise max_connections or lower the services' share."
  }
}

variable "roles_image" {
  description = "Image with sh and psql 16 or later that makes the roles, by digest; a repository of ECR in this account can be pulled without a way out."
  type        = string

  validation {
    condition     = can(regex("^[^@]+@sha256:[0-9a-f]{64}$", var.roles_image))
    error_message = "roles_image is \"${var.roles_image}\": name the image by digest, …@sha256:<64 hex>; a tag can change, and this task has the master password."
  }
}

variable "roles_architecture" {
  description = "\"ARM64\" or \"X86_64\", as the image of roles_image."
  type        = string
  default     = "ARM64"

  validation {
    condition     = contains(["ARM64", "X86_64"], var.roles_architecture)
    error_message = "roles_architecture is \"${var.roles_architecture}\": use ARM64 or X86_64."
  }
}

variable "roles_subnet_ids" {
  description = "Subnets of the task that makes the roles and of the function that rotates passwords: private ones, from which an image can be pulled and Secrets Manager reached. null = those of the database, which only reach what has a VPC endpoint."
  type        = list(string)
  default     = null
}

variable "roles_prefix_list_ids" {
  description = "Prefix lists to which the roles task may open HTTPS: that of S3, where ECR keeps the layers of images."
  type        = list(string)
  default     = []
}

variable "roles_https_anywhere" {
  description = "Lets the roles task and the rotation open HTTPS to any address: for a VPC without interface endpoints, or an image that is not in ECR of this region."
  type        = bool
  default     = false
}

variable "cluster" {
  description = "ECS cluster in which the roles task is run."
  type = object({
    arn  = string
    name = string
  })
}

variable "credentials_version" {
  description = "Raise it to give every role a new password and a new host, as after a restore to another instance; then run the roles task. Until it has run, nobody can log in."
  type        = number
  default     = 1

  validation {
    condition     = var.credentials_version >= 1 && floor(var.credentials_version) == var.credentials_version
    error_message = "credentials_version is ${var.credentials_version}: use a whole number from 1, higher than the one before."
  }
}

variable "secret_recovery_days" {
  description = "How many days a deleted secret can be brought back: 7 to 30, or 0 for a throw-away environment that is made again under the same name."
  type        = number
  default     = 30

  validation {
    condition     = var.secret_recovery_days == 0 || (var.secret_recovery_days >= 7 && var.secret_recovery_days <= 30)
    error_message = "secret_recovery_days is ${var.secret_recovery_days}: use 7 to 30, or 0 for a throw-away environment."
  }
}
