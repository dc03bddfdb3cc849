resource "aws_iam_role" "pipeline" {
  name                 = "${var.name}-pipeline"
  assume_role_policy   = data.aws_iam_policy_document.pipeline_assume.json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

data "aws_iam_policy_document" "pipeline_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["codepipeline.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:codepipeline:${local.region}:${local.account}:${var.name}"]
    }
  }
}

resource "aws_iam_role_policy" "pipeline" {
  name   = "run"
  role   = aws_iam_role.pipeline.id
  policy = data.aws_iam_policy_document.pipeline.json
}

data "aws_iam_policy_document" "pipeline" {
  statement {
    sid       = "Artifacts"
    actions   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
    resources = ["arn:${local.partition}:s3:::${local.bucket}/${local.artifact_prefix}/*"]
  }

  statement {
    sid       = "Bucket"
    actions   = ["s3:GetBucketVersioning", "s3:ListBucket"]
    resources = ["arn:${local.partition}:s3:::${local.bucket}"]
  }

  statement {
    sid       = "Encrypt"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.kms_key_arn]
  }

  statement {
    sid       = "Source"
    actions   = ["codeconnections:UseConnection", "codestar-connections:UseConnection"]
    resources = [var.repository.connection_arn]
  }

  statement {
    sid       = "Projects"
    actions   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild", "codebuild:StopBuild"]
    resources = [for name in keys(merge(local.tools, local.deployments)) : "arn:${local.partition}:codebuild:${local.region}:${local.account}:project/${var.name}-${name}"]
  }

  statement {
    sid       = "AskForApproval"
    actions   = ["sns:Publish"]
    resources = [var.alarm_topic_arn]
  }
}

resource "aws_iam_role" "project" {
  for_each = local.projects

  name                 = "${var.name}-${each.key}"
  description          = "What ${each.value.buildspec} of ${var.name} may do"
  assume_role_policy   = data.aws_iam_policy_document.project_assume[each.key].json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

data "aws_iam_policy_document" "project_assume" {
  for_each = local.projects

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["codebuild.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:codebuild:${local.region}:${local.account}:project/${var.name}-${each.key}"]
    }
  }
}

resource "aws_iam_role_policy" "project" {
  for_each = local.projects

  name   = "build"
  role   = aws_iam_role.project[each.key].id
  policy = data.aws_iam_policy_document.project[each.key].json
}

locals {
  # Who works on the source clones it.
  clones       = [for key, project in local.projects : key if project.source == "CODEPIPELINE"]
  pushes       = ["build", "sign"]
  pulls        = [for name in keys(local.environments) : "deploy-${name}"]
  uses_feed    = var.registry.feed ? ["build"] : []
  signing_uses = merge({ sign = ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"] }, { for key in local.pulls : key => ["kms:DescribeKey", "kms:GetPublicKey"] })
  # A machine whose image is in ECR.
  own_images = { for key, image in local.images : key => regex("^(?P<account>[0-9]{12})\\.dkr\\.ecr\\.(?P<region>[a-z0-9-]+)\\.[^/]+/(?P<name>[^@:]+)@", image) if can(regex("^[0-9]{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.[^/]+/[^@:]+@", image)) }
  assumes = merge(
    { for name, environment in local.environments : "deploy-${name}" => environment.role_arn },
    { for name, environment in local.watched : "drift-${name}" => environment.plan_role_arn },
  )
  # Where each project reads and writes in the bucket.
  reads  = { for key, project in local.projects : key => project.source == "S3" ? [project.location] : ["${local.bucket}/${local.artifact_prefix}/*"] }
  writes = { for key, project in local.projects : key => concat(key == "build" ? ["${local.bucket}/${local.artifact_prefix}/*"] : [], [for name in keys(local.environments) : "${local.bucket}/deployed/${name}/source.zip" if key == "deploy-${name}"]) }
}

data "aws_iam_policy_document" "project" {
  for_each = local.projects

  statement {
    sid       = "Log"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account}:log-group:/aws/codebuild/${var.name}-${each.key}:*"]
  }

  statement {
    sid       = "Read"
    actions   = ["s3:GetObject", "s3:GetObjectVersion"]
    resources = [for path in local.reads[each.key] : "arn:${local.partition}:s3:::${path}"]
  }

  dynamic "statement" {
    for_each = length(local.writes[each.key]) > 0 ? [true] : []

    content {
      sid       = "Write"
      actions   = ["s3:PutObject"]
      resources = [for path in local.writes[each.key] : "arn:${local.partition}:s3:::${path}"]
    }
  }

  statement {
    sid       = "Encrypt"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.kms_key_arn]
  }

  dynamic "statement" {
    for_each = contains(local.clones, each.key) ? [true] : []

    content {
      sid       = "Clone"
      actions   = ["codeconnections:UseConnection", "codestar-connections:UseConnection"]
      resources = [var.repository.connection_arn]
    }
  }

  dynamic "statement" {
    for_each = each.key == "test" ? [true] : []

    content {
      sid       = "Report"
      actions   = ["codebuild:BatchPutCodeCoverages", "codebuild:BatchPutTestCases", "codebuild:CreateReport", "codebuild:CreateReportGroup", "codebuild:UpdateReport"]
      resources = ["arn:${local.partition}:codebuild:${local.region}:${local.account}:report-group/${var.name}-${each.key}-*"]
    }
  }

  dynamic "statement" {
    for_each = contains(local.pushes, each.key) ? [true] : []

    content {
      sid = "Images"
      actions = [
        "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:DescribeImages",
        "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart",
      ]
      resources = var.registry.repository_arns
    }
  }

  # A signature lies beside its image.
  dynamic "statement" {
    for_each = contains(local.pulls, each.key) ? [true] : []

    content {
      sid       = "Signatures"
      actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      resources = var.registry.repository_arns
    }
  }

  dynamic "statement" {
    for_each = contains(keys(local.own_images), each.key) ? [local.own_images[each.key]] : []

    content {
      sid       = "OwnMachine"
      actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      resources = ["arn:${local.partition}:ecr:${statement.value.region}:${statement.value.account}:repository/${statement.value.name}"]
    }
  }

  # Wildcard: the token is one for the whole registry; what it opens are the statements above.
  dynamic "statement" {
    for_each = contains(concat(local.pushes, local.pulls, keys(local.own_images)), each.key) ? [true] : []

    content {
      sid       = "WildcardEcrLogin"
      actions   = ["ecr:GetAuthorizationToken"]
      resources = ["*"]
    }
  }

  dynamic "statement" {
    for_each = contains(keys(local.signing_uses), each.key) ? [local.signing_uses[each.key]] : []

    content {
      sid       = "SigningKey"
      actions   = statement.value
      resources = [aws_kms_key.signing.arn]
    }
  }

  dynamic "statement" {
    for_each = contains(local.uses_feed, each.key) ? [true] : []

    content {
      sid       = "Feed"
      actions   = ["codeartifact:GetAuthorizationToken", "codeartifact:GetRepositoryEndpoint", "codeartifact:ReadFromRepository"]
      resources = [var.registry.code_artifact_domain_arn, var.registry.code_artifact_repository_arn]
    }
  }

  # Wildcard: the action has no resource; the condition leaves CodeArtifact alone.
  dynamic "statement" {
    for_each = contains(local.uses_feed, each.key) ? [true] : []

    content {
      sid       = "WildcardFeedToken"
      actions   = ["sts:GetServiceBearerToken"]
      resources = ["*"]

      condition {
        test     = "StringEquals"
        variable = "sts:AWSServiceName"
        values   = ["codeartifact.amazonaws.com"]
      }
    }
  }

  dynamic "statement" {
    for_each = contains(local.uses_feed, each.key) ? [true] : []

    content {
      sid       = "Publish"
      actions   = ["codeartifact:PublishPackageVersion", "codeartifact:PutPackageMetadata"]
      resources = ["${replace(var.registry.code_artifact_repository_arn, ":repository/", ":package/")}/nuget/*"]
    }
  }

  dynamic "statement" {
    for_each = contains(keys(local.assumes), each.key) ? [local.assumes[each.key]] : []

    content {
      sid       = "Environment"
      actions   = ["sts:AssumeRole"]
      resources = [statement.value]
    }
  }
}
