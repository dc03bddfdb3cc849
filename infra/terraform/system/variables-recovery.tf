variable "recovery_of" {
  description = "Makes the environment once more, in region, after the loss of recovery_of.region, under names of its own: what an account has once (trail, budget, the certificate's records) stays the lost one's. The database begins with the copies there, which kms_key_arn encrypts: automated_backups_arn (up to time in UTC, null = the latest) or snapshot. null: the environment itself. See docs/operations/runbooks/region-loss.md."
  type = object({
    region                = string
    kms_key_arn           = string
    automated_backups_arn = optional(string)
    time                  = optional(string)
    snapshot              = optional(string)
  })
  default = null

  validation {
    condition     = var.recovery_of == null || try(can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.recovery_of.region)) && var.recovery_of.region != var.region, false)
    error_message = "recovery_of.region is \"${try(var.recovery_of.region, "")}\"; it must be the code of the region that was lost, another than region ${var.region}, in which the environment is made again."
  }

  validation {
    condition     = var.recovery_of == null || var.delivery_account_id == null
    error_message = "recovery_of and delivery_account_id are both set; a recovery is deployed by people, because the roles of the pipeline are the lost environment's. Set delivery_account_id to null."
  }
}

variable "in_service" {
  description = "Whether the name of the shop may lead here. false, where recovery_region is set: it leads to the recovery, and does not come back by itself when this region does, whose data is then old."
  type        = bool
  default     = true

  validation {
    condition     = var.in_service || var.recovery_region != null
    error_message = "in_service is false without recovery_region: the name of the shop would lead nowhere. Set it to true, or name recovery_region."
  }
}
