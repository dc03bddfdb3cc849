resource "aws_kms_key" "this" {
  description             = "Parameters, secrets and flags of ${var.name}"
  enable_key_rotation     = true
  deletion_window_in_days = var.secret_recovery_days == 0 ? 7 : var.secret_recovery_days
  policy                  = data.aws_iam_policy_document.key.json
  tags                    = var.tags
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}-configuration"
  target_key_id = aws_kms_key.this.key_id
}

# In the policy of a key, the resource * is this key alone: it cannot name itself before it exists.
data "aws_iam_policy_document" "key" {
  # Wildcard: without the account no administrator could ever change the key; roles still need kms: rights of their own.
  statement {
    sid       = "WildcardAccount"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }

  dynamic "statement" {
    for_each = contains(var.key_users, "logs") ? [1] : []

    content {
      # Wildcard: this key alone, see above.
      sid       = "WildcardLogs"
      actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:DescribeKey"]
      resources = ["*"]

      principals {
        type        = "Service"
        identifiers = ["logs.${data.aws_region.current.region}.amazonaws.com"]
      }

      condition {
        test     = "ArnLike"
        variable = "kms:EncryptionContext:aws:logs:arn"
        values   = ["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:*"]
      }
    }
  }

  dynamic "statement" {
    for_each = contains(var.key_users, "notifications") ? [1] : []

    content {
      # Wildcard: this key alone, see above.
      sid       = "WildcardNotifications"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = ["*"]

      principals {
        type        = "Service"
        identifiers = ["cloudwatch.amazonaws.com", "events.rds.amazonaws.com", "budgets.amazonaws.com", "costalerts.amazonaws.com", "aps.amazonaws.com"]
      }

      condition {
        test     = "StringEquals"
        variable = "aws:SourceAccount"
        values   = [data.aws_caller_identity.current.account_id]
      }
    }
  }

  dynamic "statement" {
    for_each = contains(var.key_users, "notifications") ? [1] : []

    content {
      # Wildcard: this key alone, see above. EventBridge sends no aws:SourceAccount when it publishes to an encrypted topic,
      # and a condition on it would drop every event without a word.
      sid       = "WildcardEvents"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = ["*"]

      principals {
        type        = "Service"
        identifiers = ["events.amazonaws.com"]
      }
    }
  }
}
