locals {
  feed = var.code_artifact.enabled ? { this = coalesce(var.code_artifact.domain, var.name) } : {}
}

resource "aws_codeartifact_domain" "this" {
  for_each = local.feed

  domain         = each.value
  encryption_key = var.kms_key_arn
  tags           = var.tags
}

# What comes from outside is kept apart from what is published here.
resource "aws_codeartifact_repository" "public" {
  for_each = aws_codeartifact_domain.this

  domain      = each.value.domain
  repository  = "nuget-org"
  description = "Packages of nuget.org, kept once they were asked for"
  tags        = var.tags

  external_connections {
    external_connection_name = "public:nuget-org"
  }
}

resource "aws_codeartifact_repository" "packages" {
  for_each = aws_codeartifact_domain.this

  domain      = each.value.domain
  repository  = "packages"
  description = "Packages of ${var.name}, and those of nuget.org behind them"
  tags        = var.tags

  upstream {
    repository_name = aws_codeartifact_repository.public[each.key].repository
  }
}

data "aws_codeartifact_repository_endpoint" "nuget" {
  for_each = aws_codeartifact_repository.packages

  domain     = each.value.domain
  repository = each.value.repository
  format     = "nuget"
}

resource "aws_codeartifact_domain_permissions_policy" "this" {
  for_each = length(var.pull_principals) + length(var.push_principals) > 0 ? aws_codeartifact_domain.this : {}

  domain          = each.value.domain
  policy_document = data.aws_iam_policy_document.domain[each.key].json
}

data "aws_iam_policy_document" "domain" {
  for_each = aws_codeartifact_domain.this

  statement {
    sid       = "SignIn"
    actions   = ["codeartifact:GetAuthorizationToken"]
    resources = [each.value.arn]

    principals {
      type        = "AWS"
      identifiers = distinct(concat(var.pull_principals, var.push_principals))
    }
  }
}

resource "aws_codeartifact_repository_permissions_policy" "packages" {
  for_each = length(var.pull_principals) + length(var.push_principals) > 0 ? aws_codeartifact_repository.packages : {}

  domain          = each.value.domain
  repository      = each.value.repository
  policy_document = data.aws_iam_policy_document.packages[each.key].json
}

data "aws_iam_policy_document" "packages" {
  for_each = aws_codeartifact_repository.packages

  dynamic "statement" {
    for_each = length(var.pull_principals) > 0 ? [true] : []

    content {
      sid       = "Read"
      actions   = ["codeartifact:GetRepositoryEndpoint", "codeartifact:ReadFromRepository"]
      resources = [each.value.arn]

      principals {
        type        = "AWS"
        identifiers = var.pull_principals
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.push_principals) > 0 ? [true] : []

    content {
      sid       = "Publish"
      actions   = ["codeartifact:PublishPackageVersion", "codeartifact:PutPackageMetadata"]
      resources = ["${replace(each.value.arn, ":repository/", ":package/")}/nuget/*"]

      principals {
        type        = "AWS"
        identifiers = var.push_principals
      }
    }
  }
}
