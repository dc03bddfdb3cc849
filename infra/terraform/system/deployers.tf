locals {
  # Who may become whom: the projects of the pipeline, by their names, so that neither root needs the other's state.
  deployers = var.delivery_account_id == null ? {} : {
    deploy = "grocery-deploy-${var.environment}"
    plan   = "grocery-drift-${var.environment}"
  }

  iam = "arn:${data.aws_partition.current.partition}:iam"

  deployed_roles = "${local.iam}::${var.account_id}:role/${local.name}-*"

  # That of the function which rotates passwords: AWS's application makes it, without a boundary, and its stack, after which it is called, is cut short.
  rotation_roles = "${local.iam}::${var.account_id}:role/serverlessrepo-${local.project}-*"
}

data "aws_iam_policy_document" "deployer_trust" {
  for_each = local.deployers

  statement {
    sid     = "ThePipeline"
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "AWS"
      identifiers = ["${local.iam}::${var.delivery_account_id}:root"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:PrincipalArn"
      values   = ["${local.iam}::${var.delivery_account_id}:role/${each.value}"]
    }
  }
}

resource "aws_iam_role" "deployer" {
  for_each = local.deployers

  name               = "${local.name}-${each.key}"
  description        = "The pipeline, as it ${each.key}s ${var.environment}."
  assume_role_policy = data.aws_iam_policy_document.deployer_trust[each.key].json

  # Whoever deploys makes roles, which within the boundary nobody can; its own policy holds it.
  permissions_boundary = each.key == "deploy" ? null : aws_iam_policy.boundary.arn
}

# A plan reads everything that there is of the system.
resource "aws_iam_role_policy_attachment" "plan" {
  count = var.delivery_account_id == null ? 0 : 1

  role       = aws_iam_role.deployer["plan"].name
  policy_arn = "${local.iam}::aws:policy/ReadOnlyAccess"
}

# What backend.hcl of the environment names, and infra/terraform/bootstrap makes in its account.
locals {
  state = "arn:${data.aws_partition.current.partition}:s3:::${local.project}-terraform-state-${var.account_id}"
  keys  = "arn:${data.aws_partition.current.partition}:kms:${var.region}:${var.account_id}:key"
}

# AWS's policy reads no object's key, and no secret.
data "aws_iam_policy_document" "plan" {
  statement {
    sid       = "ReadTheState"
    actions   = ["s3:GetObject"]
    resources = ["${local.state}/system/${var.environment}.tfstate"]
  }

  statement {
    sid       = "FindTheState"
    actions   = ["s3:ListBucket"]
    resources = [local.state]
  }

  # A plan waits for a deployment to end, and the other way round.
  statement {
    sid       = "Lock"
    actions   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
    resources = ["${local.state}/system/${var.environment}.tfstate.tflock"]
  }

  # Wildcard: the key of the states is made elsewhere and known by its alias, which IAM takes as a condition alone.
  statement {
    sid       = "WildcardKeyOfTheStateByItsAlias"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["${local.keys}/*"]

    condition {
      test     = "ForAnyValue:StringEquals"
      variable = "kms:ResourceAliases"
      values   = ["alias/${local.project}-state"]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${var.region}.amazonaws.com"]
    }
  }

  # Terraform asks for the version of a secret by its value, also where it keeps none of it.
  statement {
    sid       = "RefreshSecrets"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = ["arn:${data.aws_partition.current.partition}:secretsmanager:${var.region}:${var.account_id}:secret:${local.name}/*"]
  }

  statement {
    sid       = "DecryptWhatIsRefreshed"
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.platform.arn, module.configuration.kms_key_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["secretsmanager.${var.region}.amazonaws.com", "ssm.${var.region}.amazonaws.com"]
    }
  }
}

# Whoever deploys plans too.
resource "aws_iam_role_policy" "plan" {
  for_each = local.deployers

  name   = "state-and-secrets"
  role   = aws_iam_role.deployer[each.key].id
  policy = data.aws_iam_policy_document.plan.json
}

# The first apply is an administrator's, and so is a change to what is kept from the roles of an environment (boundary.tf): there the pipeline stops.
data "aws_iam_policy_document" "deploy" {
  source_policy_documents = [data.aws_iam_policy_document.kept.json]

  # Wildcard: to apply is to make, change and delete every kind of resource of these services, most of which get their names from AWS.
  statement {
    sid = "WildcardServicesOfTheSystem"
    actions = [
      "acm:*", "appconfig:*", "application-autoscaling:*", "aps:*", "backup:*", "backup-storage:*", "budgets:*", "ce:*", "cloudformation:*", "cloudtrail:*",
      "cloudwatch:*", "config:*", "ec2:*", "ecs:*", "elasticloadbalancing:*", "events:*", "grafana:*", "guardduty:*", "lambda:*", "logs:*", "rds:*",
      "route53:*", "serverlessrepo:*", "sns:*", "ssm:*", "wafv2:*",
    ]
    resources = ["*"]
  }

  # A role gets rights only within the boundary.
  statement {
    sid = "RolesWithinTheBoundary"
    actions = [
      "iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy",
    ]
    resources = [local.deployed_roles]

    condition {
      test     = "StringEquals"
      variable = "iam:PermissionsBoundary"
      values   = [local.boundary_arn]
    }
  }

  # For these IAM knows no such condition; none of them gives a right.
  statement {
    sid       = "RolesOfThisEnvironment"
    actions   = ["iam:DeleteRole", "iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription"]
    resources = [local.deployed_roles]
  }

  statement {
    sid = "ReadRolesAndTheBoundary"
    actions = [
      "iam:GetPolicy", "iam:GetPolicyVersion", "iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListInstanceProfilesForRole",
      "iam:ListPolicyTags", "iam:ListPolicyVersions", "iam:ListRolePolicies", "iam:ListRoleTags",
    ]
    resources = [local.deployed_roles, local.rotation_roles, "${local.iam}::${var.account_id}:policy/${local.name}-*"]
  }

  statement {
    sid       = "HandRolesToServices"
    actions   = ["iam:PassRole"]
    resources = [local.deployed_roles, local.rotation_roles]

    condition {
      test     = "StringLike"
      variable = "iam:PassedToService"
      values   = ["*.amazonaws.com"]
    }
  }

  # Most services make theirs when they are first used in an account.
  statement {
    sid       = "RolesOfServicesThemselves"
    actions   = ["iam:CreateServiceLinkedRole"]
    resources = ["${local.iam}::${var.account_id}:role/aws-service-role/*"]

    condition {
      test     = "StringEquals"
      variable = "iam:AWSServiceName"
      values = [
        "backup.amazonaws.com", "config.amazonaws.com", "ecs.amazonaws.com", "ecs.application-autoscaling.amazonaws.com", "elasticloadbalancing.amazonaws.com",
        "grafana.amazonaws.com", "guardduty.amazonaws.com", "malware-protection.guardduty.amazonaws.com", "rds.amazonaws.com",
        "restore-testing.backup.amazonaws.com", "wafv2.amazonaws.com",
      ]
    }
  }

  # The script looks whether an image is there before it changes anything.
  statement {
    sid       = "LookForImages"
    actions   = ["ecr:BatchGetImage", "ecr:DescribeImages"]
    resources = ["arn:${data.aws_partition.current.partition}:ecr:${var.region}:${coalesce(var.delivery_account_id, var.account_id)}:repository/${local.project}/*"]
  }

  # Neither who becomes it, nor its sister.
  statement {
    sid       = "NotTheDeployersThemselves"
    effect    = "Deny"
    actions   = ["iam:AttachRolePolicy", "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"]
    resources = [for key in keys(local.deployers) : "${local.iam}::${var.account_id}:role/${local.name}-${key}"]
  }
}

resource "aws_iam_role_policy" "deploy" {
  count = var.delivery_account_id == null ? 0 : 1

  name   = "roles-of-the-environment"
  role   = aws_iam_role.deployer["deploy"].id
  policy = data.aws_iam_policy_document.deploy.json
}
