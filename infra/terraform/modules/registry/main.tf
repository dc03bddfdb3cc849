data "aws_caller_identity" "current" {}

locals {
  copied = var.recovery_region != null

  # Those of the recovery region are made here, like those they are copies of: ECR would make them itself, without a key, and with tags that move.
  repositories = merge(
    { for service in var.repositories : service => { service = service, region = null, key = var.kms_key_arn } },
    { for service in var.repositories : "recovery/${service}" => { service = service, region = var.recovery_region, key = var.recovery_kms_key_arn } if local.copied },
  )
}

resource "aws_ecr_repository" "this" {
  for_each = local.repositories

  region               = each.value.region
  name                 = "${var.name}/${each.value.service}"
  image_tag_mutability = "IMMUTABLE"
  tags                 = merge(var.tags, { Service = each.value.service })

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = each.value.key
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  for_each = aws_ecr_repository.this

  region     = each.value.region
  repository = each.value.name
  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "Images without a tag"
        selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = var.untagged_days }
        action       = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "Images that nobody goes back to"
        selection    = { tagStatus = "tagged", tagPatternList = ["*"], countType = "imageCountMoreThan", countNumber = var.keep_images }
        action       = { type = "expire" }
      },
    ]
  })
}

resource "aws_ecr_repository_policy" "this" {
  for_each = {
    for key, repository in aws_ecr_repository.this : key => repository
    if length(var.pull_principals) > 0 || length(var.push_principals) > 0 && local.repositories[key].region == null
  }

  region     = each.value.region
  repository = each.value.name
  policy     = data.aws_iam_policy_document.images[local.repositories[each.key].region == null ? "here" : "recovery"].json
}

# The policy of a repository speaks of that repository alone, and names none.
data "aws_iam_policy_document" "images" {
  for_each = toset(["here", "recovery"])

  dynamic "statement" {
    for_each = length(var.pull_principals) > 0 ? [true] : []

    content {
      sid     = "Pull"
      actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer"]

      principals {
        type        = "AWS"
        identifiers = var.pull_principals
      }
    }
  }

  dynamic "statement" {
    # Copies are made by ECR alone.
    for_each = length(var.push_principals) > 0 && each.key == "here" ? [true] : []

    content {
      sid = "Push"
      actions = [
        "ecr:BatchCheckLayerAvailability",
        "ecr:CompleteLayerUpload",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ]

      principals {
        type        = "AWS"
        identifiers = var.push_principals
      }
    }
  }
}

resource "aws_ecr_registry_scanning_configuration" "this" {
  count = var.enhanced_scanning ? 1 : 0

  scan_type = "ENHANCED"

  rule {
    scan_frequency = "CONTINUOUS_SCAN"

    repository_filter {
      filter      = "${var.name}/*"
      filter_type = "WILDCARD"
    }
  }
}

# A setting of the whole account and region: one replication has the rules of all.
resource "aws_ecr_replication_configuration" "this" {
  count = local.copied ? 1 : 0

  replication_configuration {
    rule {
      destination {
        region      = var.recovery_region
        registry_id = data.aws_caller_identity.current.account_id
      }

      repository_filter {
        filter      = "${var.name}/"
        filter_type = "PREFIX_MATCH"
      }
    }
  }

  depends_on = [aws_ecr_repository.this]
}
