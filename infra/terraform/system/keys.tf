data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

locals {
  # Who publishes to the encrypted topic of the alarms, and says for which account.
  key_publishers = {
    Alarms     = "cloudwatch.amazonaws.com"
    Budgets    = "budgets.amazonaws.com"
    Costs      = "costalerts.amazonaws.com"
    Database   = "events.rds.amazonaws.com"
    Prometheus = "aps.amazonaws.com"
  }

  # Who encrypts with the key of the environment: AWS services on behalf of this account, each for its own things only.
  key_users = merge({
    for key, service in local.key_publishers : key => {
      service   = service
      condition = { test = "StringEquals", variable = "aws:SourceAccount", values = [var.account_id] }
    }
    }, {
    Logs = {
      service   = "logs.${var.region}.amazonaws.com"
      condition = { test = "ArnLike", variable = "kms:EncryptionContext:aws:logs:arn", values = ["arn:${data.aws_partition.current.partition}:logs:${var.region}:${var.account_id}:log-group:*"] }
    }
    # EventBridge sends no condition key along when it publishes to an encrypted topic: with a condition it drops the event, silently.
    Events = {
      service   = "events.amazonaws.com"
      condition = null
    }
    Trail = {
      service   = "cloudtrail.amazonaws.com"
      condition = { test = "StringLike", variable = "kms:EncryptionContext:aws:cloudtrail:arn", values = ["arn:${data.aws_partition.current.partition}:cloudtrail:*:${var.account_id}:trail/*"] }
    }
  })
}

# In a policy of a key, "*" as resource is the key itself, and there is no other way to name it.
data "aws_iam_policy_document" "platform_key" {
  statement {
    sid       = "WildcardAccountByItsOwnPolicies"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${var.account_id}:root"]
    }
  }

  dynamic "statement" {
    for_each = local.key_users

    content {
      sid       = "WildcardThisKey${statement.key}"
      actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:DescribeKey"]
      resources = ["*"]

      principals {
        type        = "Service"
        identifiers = [statement.value.service]
      }

      dynamic "condition" {
        for_each = statement.value.condition[*]

        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_kms_key" "platform" {
  description             = "What ${local.name} keeps: logs, the database, its secrets, audit records."
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.platform_key.json
}

resource "aws_kms_alias" "platform" {
  name          = "alias/${local.name}-platform"
  target_key_id = aws_kms_key.platform.key_id
}
