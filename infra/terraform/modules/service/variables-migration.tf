variable "migration" {
  description = "Runs a second container of the image to its end before the service, in each task; the service starts only if it ends with 0. environment_variables are over those of the service (null takes one away), secrets beside its: ECS gives them to this container alone, and the role of the task cannot read them."
  type = object({
    environment_variables = optional(map(string), {})
    secrets               = optional(map(string), {})
  })
  default = null

  validation {
    condition     = alltrue([for arn in values(try(var.migration.secrets, {})) : can(regex("^arn:[a-z-]+:(secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:|ssm:[a-z0-9-]+:[0-9]{12}:parameter/).+$", arn))])
    error_message = "migration.secrets has what is no ARN of a secret or parameter under ${join(", ", [for name, arn in try(var.migration.secrets, {}) : name if !can(regex("^arn:[a-z-]+:(secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:|ssm:[a-z0-9-]+:[0-9]{12}:parameter/).+$", arn))])}: a value here would be in the state and the task definition. Give the ARN, with :key:: behind it for a member of a JSON secret."
  }

  validation {
    condition     = length(setintersection(keys(try(var.migration.secrets, {})), keys(var.secrets))) == 0
    error_message = "migration.secrets and secrets both name ${join(", ", setintersection(keys(try(var.migration.secrets, {})), keys(var.secrets)))}: give the migration another name, or the service has the same secret."
  }
}
