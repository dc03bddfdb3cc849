data "aws_partition" "current" {}

# In a policy of a key, "*" as resource is the key itself, and there is no other way to name it.
data "aws_iam_policy_document" "key" {
  statement {
    sid       = "WildcardAccountByItsOwnPolicies"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${var.account_id}:root"]
    }
  }

  statement {
    sid       = "WildcardThisKeyLogs"
    actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${var.region}.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:${data.aws_partition.current.partition}:logs:${var.region}:${var.account_id}:log-group:*"]
    }
  }

  statement {
    sid       = "WildcardThisKeyAlarms"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.account_id]
    }
  }

  # EventBridge sends no condition key along when it publishes to an encrypted topic: with a condition it drops the event, silently.
  statement {
    sid       = "WildcardThisKeyEvents"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
  }
}

resource "aws_kms_key" "delivery" {
  description             = "Images, packages, artifacts and logs of the delivery."
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "delivery" {
  name          = "alias/grocery-delivery"
  target_key_id = aws_kms_key.delivery.key_id
}

# ECR uses it by grants, which the policy of the account allows.
resource "aws_kms_key" "recovery" {
  count = var.recovery_region == null ? 0 : 1

  region                  = var.recovery_region
  description             = "Copies of the images."
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.recovery_key.json
}

resource "aws_kms_alias" "recovery" {
  count = var.recovery_region == null ? 0 : 1

  region        = var.recovery_region
  name          = "alias/grocery-delivery"
  target_key_id = aws_kms_key.recovery[0].key_id
}

data "aws_iam_policy_document" "recovery_key" {
  statement {
    sid       = "WildcardAccountByItsOwnPolicies"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${var.account_id}:root"]
    }
  }
}
