locals {
  account   = data.aws_caller_identity.this.account_id
  region    = data.aws_region.this.region
  partition = data.aws_partition.this.partition

  parameter_arns = [for p in var.access.parameter_paths : "arn:${local.partition}:ssm:${local.region}:${local.account}:parameter${p}"]
  profile_arns = [for a in var.access.app_config :
  "arn:${local.partition}:appconfig:${local.region}:${local.account}:application/${a.application_id}/environment/${a.environment_id}/configuration/${a.profile_id}"]
  has_access = length(var.access.parameter_paths) + length(var.access.secret_arns) + length(var.access.app_config) > 0
}

data "aws_iam_policy_document" "tasks_trust" {
  statement {
    sid     = "TasksOfThisAccount"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:ecs:${local.region}:${local.account}:*"]
    }
  }
}

resource "aws_iam_role" "task" {
  name                 = "${var.name}-${var.service}-task"
  description          = "What ${var.service} itself may do"
  assume_role_policy   = data.aws_iam_policy_document.tasks_trust.json
  permissions_boundary = var.permissions_boundary

  tags = var.tags
}

data "aws_iam_policy_document" "task" {
  dynamic "statement" {
    for_each = length(local.parameter_arns) > 0 ? [1] : []

    content {
      # Wildcard: a path has to be granted itself and with all below it, which GetParametersByPath opens anyway; the parameters are made by operators.
      sid       = "WildcardParametersBelowThePaths"
      actions   = ["ssm:GetParametersByPath", "ssm:GetParameters"]
      resources = flatten([for arn in local.parameter_arns : [arn, "${arn}/*"]])
    }
  }

  dynamic "statement" {
    for_each = length(var.access.secret_arns) > 0 ? [1] : []

    content {
      sid       = "Secrets"
      actions   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
      resources = var.access.secret_arns
    }
  }

  dynamic "statement" {
    for_each = length(var.access.secret_arns) > 1 ? [1] : []

    content {
      # Wildcard: the call takes a list and AWS knows no resource for it; which secrets come back is decided by GetSecretValue above.
      sid       = "WildcardBatchOfTheSecretsAbove"
      actions   = ["secretsmanager:BatchGetSecretValue"]
      resources = ["*"]
    }
  }

  dynamic "statement" {
    for_each = length(local.profile_arns) > 0 ? [1] : []

    content {
      sid       = "AppConfigProfiles"
      actions   = ["appconfig:StartConfigurationSession", "appconfig:GetLatestConfiguration"]
      resources = local.profile_arns
    }
  }

  dynamic "statement" {
    for_each = length(var.access.kms_key_arns) > 0 ? [1] : []

    content {
      sid       = "KeysOfWhatIsReadAbove"
      actions   = ["kms:Decrypt"]
      resources = var.access.kms_key_arns

      # The key opens nothing that the statements above do not: only these services may ask it on the role's behalf.
      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = [for s in ["ssm", "secretsmanager", "appconfig"] : "${s}.${local.region}.amazonaws.com"]
      }
    }
  }
}

resource "aws_iam_role_policy" "task" {
  count = local.has_access ? 1 : 0

  name   = "read-configuration"
  role   = aws_iam_role.task.id
  policy = data.aws_iam_policy_document.task.json
}

data "aws_iam_policy_document" "telemetry" {
  statement {
    # Wildcard: X-Ray knows no resource for what is sent to it.
    sid       = "WildcardSendTraces"
    actions   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
    resources = ["*"]
  }

  dynamic "statement" {
    for_each = var.collector.remote_write_arn == null ? [] : [var.collector.remote_write_arn]

    content {
      sid       = "SendMetrics"
      actions   = ["aps:RemoteWrite"]
      resources = [statement.value]
    }
  }
}

# The collector shares the role of its task: ECS knows no role of a container.
resource "aws_iam_role_policy" "telemetry" {
  count = var.collector.enabled ? 1 : 0

  name   = "send-telemetry"
  role   = aws_iam_role.task.id
  policy = data.aws_iam_policy_document.telemetry.json
}
