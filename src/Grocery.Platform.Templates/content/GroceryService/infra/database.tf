# The database of the service. Its login is a secret that the platform reads and follows when it rotates.
variable "database" {
  description = "The database: its secret, the key of that, host and name, and the security group and port of the server."
  type = object({
    secret_arn        = string
    kms_key_arn       = string
    host              = string
    name              = string
    security_group_id = string
    port              = optional(number, 5432)
  })
}

locals {
  database = {
    environment_variables = {
      ConnectionStrings__Items                                            = "Host=${var.database.host};Port=${var.database.port};Database=${var.database.name};SSL Mode=Require"
      Platform__Config__SecretsManager__Enabled                           = "true"
      Platform__Config__SecretsManager__Secrets__ConnectionStrings__Items = var.database.secret_arn
    }
    secret_arns  = [var.database.secret_arn]
    kms_key_arns = [var.database.kms_key_arn]
    peers        = { database = { security_group_id = var.database.security_group_id, port = var.database.port } }
  }
}
