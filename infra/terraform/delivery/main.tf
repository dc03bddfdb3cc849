locals {
  services = ["storefront", "cart", "order", "product", "summary"]

  # Copies of what others publish: environments without a way to the internet pull from here alone.
  copies = ["aws-otel-collector", "debian", "postgres"]
}

# What is built once and goes to every environment: images and packages, and the way there. One account has it, the environments' pull.
module "registry" {
  source = "../modules/registry"

  name            = "grocery"
  repositories    = concat(local.services, local.copies)
  kms_key_arn     = aws_kms_key.delivery.arn
  recovery_region = var.recovery_region
  pull_principals = toset([for account in distinct(var.environments[*].account_id) : "arn:${data.aws_partition.current.partition}:iam::${account}:root" if account != var.account_id])

  recovery_kms_key_arn = one(aws_kms_key.recovery[*].arn)
}

module "pipeline" {
  source = "../modules/pipeline"

  name            = "grocery"
  services        = local.services
  environments    = var.environments
  kms_key_arn     = aws_kms_key.delivery.arn
  alarm_topic_arn = aws_sns_topic.alarms.arn
  runbook_url     = var.runbook_url
  build           = { test_image = var.test_image }

  repository = {
    connection_arn = var.connection_arn
    full_name      = var.repository
  }

  registry = {
    repository_arns              = [for service in local.services : module.registry.repository_arns[service]]
    code_artifact_domain_arn     = module.registry.code_artifact_domain_arn
    code_artifact_repository_arn = module.registry.code_artifact_repository_arn
  }
}

resource "aws_sns_topic" "alarms" {
  name              = "grocery-delivery-alarms"
  kms_master_key_id = aws_kms_key.delivery.arn
}

data "aws_iam_policy_document" "alarms" {
  statement {
    sid       = "AlarmsOfThisAccount"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alarms.arn]

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

  # EventBridge publishes without a condition key.
  statement {
    sid       = "Events"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alarms.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
  }
}

resource "aws_sns_topic_policy" "alarms" {
  arn    = aws_sns_topic.alarms.arn
  policy = data.aws_iam_policy_document.alarms.json
}

resource "aws_sns_topic_subscription" "alarms" {
  for_each = var.alarm_emails

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = each.key
}
