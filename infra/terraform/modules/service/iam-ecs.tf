locals {
  images = concat([var.image], var.collector.enabled ? [var.collector.image] : [])
  ecr    = "^([0-9]{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/([^@:]+)(?::[^@]+)?@"
  repository_arns = distinct([for i in local.images :
    format("arn:%s:ecr:%s:%s:repository/%s", local.partition, regex(local.ecr, i)[1], regex(local.ecr, i)[0], regex(local.ecr, i)[2])
  if can(regex(local.ecr, i))])

  # IAM knows the secret, not the JSON key and the stage that may follow its ARN.
  all_secrets           = merge(var.secrets, try(var.migration.secrets, {}))
  secret_arns           = distinct([for a in values(local.all_secrets) : regex("^arn:[^:]+:secretsmanager:[^:]+:[^:]+:secret:[^:]+", a) if strcontains(a, ":secretsmanager:")])
  secret_parameter_arns = distinct([for a in values(local.all_secrets) : a if strcontains(a, ":ssm:")])
}

resource "aws_iam_role" "execution" {
  name                 = "${var.name}-${var.service}-execution"
  description          = "What ECS may do to start ${var.service}: pull, log, read secrets for variables"
  assume_role_policy   = data.aws_iam_policy_document.tasks_trust.json
  permissions_boundary = var.permissions_boundary

  tags = var.tags
}

data "aws_iam_policy_document" "execution" {
  statement {
    # Wildcard: ECS names a stream after its task.
    sid       = "WildcardStreamsOfTheService"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${trimsuffix(var.log_group_arn, ":*")}:log-stream:${var.service}/*"]
  }

  dynamic "statement" {
    for_each = length(local.repository_arns) > 0 ? [1] : []

    content {
      # Wildcard: the login is to the registry, for which AWS knows no resource.
      sid       = "WildcardEcrLogin"
      actions   = ["ecr:GetAuthorizationToken"]
      resources = ["*"]
    }
  }

  dynamic "statement" {
    for_each = length(local.repository_arns) > 0 ? [1] : []

    content {
      sid       = "Pull"
      actions   = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"]
      resources = local.repository_arns
    }
  }

  dynamic "statement" {
    for_each = length(local.secret_arns) > 0 ? [1] : []

    content {
      sid       = "SecretsForVariables"
      actions   = ["secretsmanager:GetSecretValue"]
      resources = local.secret_arns
    }
  }

  dynamic "statement" {
    for_each = length(local.secret_parameter_arns) > 0 ? [1] : []

    content {
      sid       = "ParametersForVariables"
      actions   = ["ssm:GetParameters"]
      resources = local.secret_parameter_arns
    }
  }

  dynamic "statement" {
    for_each = length(var.secret_key_arns) > 0 ? [1] : []

    content {
      sid       = "KeysForVariables"
      actions   = ["kms:Decrypt"]
      resources = var.secret_key_arns

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = [for s in ["ssm", "secretsmanager"] : "${s}.${local.region}.amazonaws.com"]
      }
    }
  }
}

resource "aws_iam_role_policy" "execution" {
  name   = "start-tasks"
  role   = aws_iam_role.execution.id
  policy = data.aws_iam_policy_document.execution.json
}

data "aws_iam_policy_document" "shift_trust" {
  statement {
    sid     = "DeploymentsOfEcs"
    actions = ["sts:AssumeRole"]

    # Without aws:SourceAccount, which AWS does not document for this role: a condition that ECS does not answer would stop every
    # deployment. Only who may pass the role, within this account, can hand it to ECS.
    principals {
      type        = "Service"
      identifiers = ["ecs.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "shift" {
  count = local.shifts_traffic ? 1 : 0

  name                 = "${var.name}-${var.service}-shift"
  description          = "Moves the traffic of ${var.service} between its two target groups"
  assume_role_policy   = data.aws_iam_policy_document.shift_trust.json
  permissions_boundary = var.permissions_boundary

  tags = var.tags
}

data "aws_iam_policy_document" "shift" {
  count = local.shifts_traffic ? 1 : 0

  statement {
    # Wildcard: AWS knows no resource for these calls that only read.
    sid       = "WildcardDescribe"
    resources = ["*"]
    actions = [
      "elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeRules",
      "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth",
    ]
  }

  statement {
    sid       = "Targets"
    actions   = ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"]
    resources = values(aws_lb_target_group.this)[*].arn
  }

  statement {
    sid       = "Weights"
    actions   = ["elasticloadbalancing:ModifyRule"]
    resources = values(aws_lb_listener_rule.this)[*].arn
  }
}

resource "aws_iam_role_policy" "shift" {
  count = local.shifts_traffic ? 1 : 0

  name   = "shift-traffic"
  role   = aws_iam_role.shift[0].id
  policy = data.aws_iam_policy_document.shift[0].json
}
