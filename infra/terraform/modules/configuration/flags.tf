locals {
  flags = var.flags == null ? {} : { this = var.flags }
}

resource "aws_appconfig_application" "this" {
  for_each = local.flags

  name        = var.name
  description = "Feature flags of the services"
  tags        = var.tags
}

resource "aws_appconfig_environment" "this" {
  for_each = local.flags

  name           = var.environment
  application_id = aws_appconfig_application.this[each.key].id
  tags           = var.tags

  dynamic "monitor" {
    for_each = var.alarm_arns

    content {
      alarm_arn      = monitor.value
      alarm_role_arn = aws_iam_role.rollback["this"].arn
    }
  }
}

resource "aws_appconfig_configuration_profile" "this" {
  for_each = local.flags

  name               = "flags"
  application_id     = aws_appconfig_application.this[each.key].id
  location_uri       = "hosted"
  type               = each.value.format == "feature_flags" ? "AWS.AppConfig.FeatureFlags" : "AWS.Freeform"
  kms_key_identifier = aws_kms_key.this.arn
  tags               = var.tags
}

resource "aws_appconfig_hosted_configuration_version" "this" {
  for_each = local.flags

  application_id           = aws_appconfig_application.this[each.key].id
  configuration_profile_id = aws_appconfig_configuration_profile.this[each.key].configuration_profile_id
  content_type             = "application/json"
  # Another layout of the same document is not another version.
  content = jsonencode(jsondecode(each.value.document))

  # The version that services still have stays until the next one is being deployed.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_appconfig_deployment_strategy" "this" {
  for_each = local.flags

  name                           = var.name
  description                    = "${var.deployment.growth_percent} % at a time over ${var.deployment.minutes} minutes, then watched for ${var.deployment.bake_minutes}"
  growth_type                    = "LINEAR"
  growth_factor                  = var.deployment.growth_percent
  deployment_duration_in_minutes = var.deployment.minutes
  final_bake_time_in_minutes     = var.deployment.bake_minutes
  replicate_to                   = "NONE"
  tags                           = var.tags
}

# To everybody at the same time, and over at once: for the first deployment, and for an operator who switches a flag during an incident.
resource "aws_appconfig_deployment_strategy" "at_once" {
  for_each = local.flags

  name                           = "${var.name}-at-once"
  description                    = "To everybody at the same time; not watched afterwards"
  growth_type                    = "LINEAR"
  growth_factor                  = 100
  deployment_duration_in_minutes = 0
  final_bake_time_in_minutes     = 0
  replicate_to                   = "NONE"
  tags                           = var.tags
}

# AppConfig takes a deployment back also while an alarm has no data, and one that was just made has none. What the first watched deployment would go
# back to is therefore deployed before, unwatched; and services that start at the same time read all of it, not a fifth of them.
resource "aws_appconfig_deployment" "first" {
  for_each = local.flags

  application_id           = aws_appconfig_application.this[each.key].id
  environment_id           = aws_appconfig_environment.this[each.key].environment_id
  configuration_profile_id = aws_appconfig_configuration_profile.this[each.key].configuration_profile_id
  configuration_version    = aws_appconfig_hosted_configuration_version.this[each.key].version_number
  deployment_strategy_id   = aws_appconfig_deployment_strategy.at_once[each.key].id
  kms_key_identifier       = aws_kms_key.this.arn
  tags                     = var.tags

  lifecycle {
    ignore_changes       = all
    replace_triggered_by = [aws_appconfig_environment.this[each.key].environment_id]
  }
}

# AppConfig runs one deployment at a time and Terraform does not wait for its end, which comes within seconds.
resource "time_sleep" "first" {
  for_each = local.flags

  create_duration = "60s"
  triggers        = { environment = aws_appconfig_deployment.first[each.key].environment_id }
}

resource "aws_appconfig_deployment" "this" {
  for_each = local.flags

  application_id           = aws_appconfig_application.this[each.key].id
  environment_id           = aws_appconfig_environment.this[each.key].environment_id
  configuration_profile_id = aws_appconfig_configuration_profile.this[each.key].configuration_profile_id
  configuration_version    = aws_appconfig_hosted_configuration_version.this[each.key].version_number
  deployment_strategy_id   = aws_appconfig_deployment_strategy.this[each.key].id
  kms_key_identifier       = aws_kms_key.this.arn
  tags                     = var.tags

  depends_on = [time_sleep.first]
}

resource "aws_iam_role" "rollback" {
  for_each = var.flags != null && length(var.alarm_arns) > 0 ? local.flags : {}

  name                 = "${var.name}-flags-rollback"
  description          = "AppConfig reads the alarms that take a deployment of flags back"
  assume_role_policy   = data.aws_iam_policy_document.rollback_trust.json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

data "aws_iam_policy_document" "rollback_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["appconfig.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

data "aws_iam_policy_document" "rollback" {
  statement {
    # Wildcard: CloudWatch shows a composite alarm only to who may describe all alarms.
    sid       = "WildcardDescribeAlarms"
    actions   = ["cloudwatch:DescribeAlarms"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "rollback" {
  for_each = aws_iam_role.rollback

  name   = "read-alarms"
  role   = each.value.id
  policy = data.aws_iam_policy_document.rollback.json
}
