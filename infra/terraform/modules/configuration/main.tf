data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  path = "/${var.root}/${var.environment}"

  parameters = merge(
    { for key, value in var.shared : "${local.path}/shared/${replace(key, ":", "/")}" => value },
    [for name, service in var.services : {
      for key, value in service.parameters : "${local.path}/${name}/${replace(key, ":", "/")}" => value
    }]...
  )

  secure_parameters = toset(flatten([for name, service in var.services : [
    for key in service.secure_parameters : "${local.path}/${name}/${replace(key, ":", "/")}"
  ]]))
}

resource "aws_ssm_parameter" "plain" {
  for_each = local.parameters

  name  = each.key
  type  = "String"
  value = each.value
  tags  = var.tags

  lifecycle {
    precondition {
      # AWS refuses a name of over 15 levels, or over 1,011 characters with the ARN.
      condition     = length(each.key) <= 900
      error_message = "The parameter ${each.key} has ${length(each.key)} characters: a path may have 900. Shorten the configuration key."
    }
  }
}

# The value is write-only: it is in no plan and no state, and what an operator sets later is neither read nor reset.
resource "aws_ssm_parameter" "secure" {
  for_each = local.secure_parameters

  name             = each.key
  description      = "Set the value by: aws ssm put-parameter --overwrite --type SecureString --key-id ${aws_kms_alias.this.name} --name ${each.key} --value file://…"
  type             = "SecureString"
  key_id           = aws_kms_key.this.arn
  value_wo         = "not-set-yet"
  value_wo_version = 1
  tags             = var.tags
}

# Who has the key can sign in as anybody, so it is made in memory and never in the state.
ephemeral "random_bytes" "signing_key" {
  length = 64
}

resource "aws_secretsmanager_secret" "identity" {
  name                    = "${var.name}/identity"
  description             = "Keys of the users' tokens: SigningKeys are accepted, Current signs. Rotated by an operator: add, sign, remove."
  kms_key_id              = aws_kms_key.this.arn
  recovery_window_in_days = var.secret_recovery_days
  tags                    = var.tags
}

resource "aws_secretsmanager_secret_version" "identity" {
  secret_id = aws_secretsmanager_secret.identity.id
  secret_string_wo = jsonencode({
    SigningKeys = { k1 = ephemeral.random_bytes.signing_key.base64 }
    Current     = "k1"
  })

  # Another number would replace the keys that operators added since, and sign everybody out.
  secret_string_wo_version = 1
}
