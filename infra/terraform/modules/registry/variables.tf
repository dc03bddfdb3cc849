variable "name" {
  description = "First part of the names of the repositories: NAME/SERVICE. 3 to 24 lower-case letters, digits and hyphens."
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

variable "repositories" {
  description = "Services that get a repository for their images, such as \"cart\"."
  type        = set(string)

  validation {
    condition     = length(var.repositories) > 0
    error_message = "repositories is empty: name at least one service, such as \"cart\"."
  }

  validation {
    condition     = alltrue([for repository in var.repositories : can(regex("^[a-z0-9]+([._-][a-z0-9]+)*$", repository))])
    error_message = "repositories has ${jsonencode([for repository in var.repositories : repository if !can(regex("^[a-z0-9]+([._-][a-z0-9]+)*$", repository))])}: use lower-case letters and digits, with single dots, hyphens or underscores between them."
  }
}

variable "kms_key_arn" {
  description = "ARN of the key that encrypts images and packages. Who pulls needs no right on it: ECR uses it by grants. It cannot be changed later without new repositories."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is \"${var.kms_key_arn}\": give the ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID; an alias may come to mean another key."
  }
}

variable "recovery_region" {
  description = "Region to which every image is copied when it is pushed, for the loss of this one; null = none. Images that were pushed before are not."
  type        = string
  default     = null

  validation {
    condition     = var.recovery_region == null || can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.recovery_region))
    error_message = "recovery_region is \"${coalesce(var.recovery_region, " ")}\": use the name of a region such as eu-central-1, or null."
  }

  validation {
    condition     = var.recovery_region == null || !can(regex(":kms:${var.recovery_region}:", var.kms_key_arn))
    error_message = "recovery_region is ${coalesce(var.recovery_region, " ")}, the region of the images themselves: use another one, far enough away to survive what takes the first."
  }

  validation {
    condition     = var.recovery_region == null || can(regex("^arn:[a-z-]+:kms:${var.recovery_region}:[0-9]{12}:key/.+$", var.recovery_kms_key_arn))
    error_message = "recovery_region is ${coalesce(var.recovery_region, " ")} and recovery_kms_key_arn ${jsonencode(var.recovery_kms_key_arn)}: give the copies a key of that region, arn:aws:kms:${coalesce(var.recovery_region, " ")}:ACCOUNT:key/ID."
  }
}

variable "recovery_kms_key_arn" {
  description = "Key in the recovery region that encrypts the copies."
  type        = string
  default     = null
}

variable "keep_images" {
  description = "How many tagged images of each repository stay; the oldest go first. More than are ever deployed at once and may be rolled back to. 10 to 1000."
  type        = number
  default     = 100

  validation {
    condition     = var.keep_images >= 10 && var.keep_images <= 1000 && floor(var.keep_images) == var.keep_images
    error_message = "keep_images is ${var.keep_images}: keep 10 to 1000 images; with fewer a rollback may find its image gone."
  }
}

variable "untagged_days" {
  description = "After how many days an image that has no tag any more goes. 1 to 365."
  type        = number
  default     = 7

  validation {
    condition     = var.untagged_days >= 1 && var.untagged_days <= 365 && floor(var.untagged_days) == var.untagged_days
    error_message = "untagged_days is ${var.untagged_days}: use 1 to 365 whole days."
  }
}

variable "pull_principals" {
  description = "ARNs of roles or accounts that may pull images and read packages, such as the accounts of the environments. Principals of this account need only rights of their own."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for principal in var.pull_principals : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:(root|role/.+)$", principal))])
    error_message = "pull_principals has ${jsonencode([for principal in var.pull_principals : principal if !can(regex("^arn:[a-z-]+:iam::[0-9]{12}:(root|role/.+)$", principal))])}: give arn:aws:iam::ACCOUNT:root for an account or arn:aws:iam::ACCOUNT:role/NAME for a role."
  }
}

variable "push_principals" {
  description = "ARNs of roles that may push images and publish packages, such as that of the pipeline's build. None: rights of this account's principals are enough."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for principal in var.push_principals : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/.+$", principal))])
    error_message = "push_principals has ${jsonencode([for principal in var.push_principals : principal if !can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/.+$", principal))])}: give roles, arn:aws:iam::ACCOUNT:role/NAME; a whole account must not push."
  }
}

variable "enhanced_scanning" {
  description = "Scans these images again whenever a new weakness becomes known (Amazon Inspector), not only when they are pushed. It is a setting of the whole account and region: make it in one place."
  type        = bool
  default     = false
}

variable "code_artifact" {
  description = "A feed for NuGet packages (CodeArtifact), which also hands on those of nuget.org."
  type = object({
    enabled = optional(bool, true)
    domain  = optional(string)
  })
  default = {}

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,48}[a-z0-9]$", coalesce(var.code_artifact.domain, var.name)))
    error_message = "code_artifact.domain is \"${coalesce(var.code_artifact.domain, var.name)}\": use 2 to 50 lower-case letters, digits and hyphens, a letter first and no hyphen last."
  }
}
