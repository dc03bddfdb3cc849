locals {
  failover_role = local.recovering ? "secondary" : var.recovery_region != null ? "primary" : null

  # A region that is lost tells nobody.
  tells_from_afar = local.failover_role == "primary" && length(var.alarm_emails) > 0
}

# The metrics of Route 53 are in us-east-1, and an alarm calls only topics of its own region.
resource "aws_sns_topic" "failover" {
  count = local.tells_from_afar ? 1 : 0

  region            = "us-east-1"
  name              = "${local.name}-failover"
  kms_master_key_id = aws_kms_key.failover[0].arn
}

resource "aws_sns_topic_subscription" "failover" {
  for_each = local.tells_from_afar ? var.alarm_emails : []

  region    = "us-east-1"
  topic_arn = aws_sns_topic.failover[0].arn
  protocol  = "email"
  endpoint  = each.key
}

resource "aws_sns_topic_policy" "failover" {
  count = local.tells_from_afar ? 1 : 0

  region = "us-east-1"
  arn    = aws_sns_topic.failover[0].arn
  policy = data.aws_iam_policy_document.failover_topic[0].json
}

data "aws_iam_policy_document" "failover_topic" {
  count = local.tells_from_afar ? 1 : 0

  statement {
    sid       = "AlarmsOfThisAccount"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.failover[0].arn]

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
}

resource "aws_kms_key" "failover" {
  count = local.tells_from_afar ? 1 : 0

  region                  = "us-east-1"
  description             = "What is said when ${var.domain} does not answer."
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.failover_key.json
}

# In a policy of a key, "*" as resource is the key itself, and there is no other way to name it.
data "aws_iam_policy_document" "failover_key" {
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
}
