locals {
  # What each stage has to know; its buildspec uses no other variable.
  knows = {
    scan  = {}
    test  = {}
    build = merge({ SERVICES = join(" ", sort(var.services)), REGISTRY = local.registry }, local.feed)
    sign  = { SIGNING_KEY = local.signing_key }
  }

  tools = {
    for stage, variables in local.knows : stage => {
      buildspec = stage
      source    = "CODEPIPELINE"
      location  = null
      variables = variables
    }
  }

  deployments = merge([
    for name, environment in local.environments : {
      "deploy-${name}" = {
        buildspec = "deploy"
        source    = "CODEPIPELINE"
        location  = null
        variables = {
          ENVIRONMENT     = name
          ROLE_ARN        = environment.role_arn
          SIGNING_KEY     = local.signing_key
          DEPLOYED_SOURCE = "s3://${local.bucket}/deployed/${name}/source.zip"
        }
      }
      "smoke-${name}" = {
        buildspec = "smoke"
        source    = "CODEPIPELINE"
        location  = null
        variables = merge({ ENVIRONMENT = name }, environment.url == null ? {} : { SHOP_URL = environment.url })
      }
    }
  ]...)

  # Compared is what was deployed, not what waits for an approval.
  drift = {
    for name, environment in local.watched : "drift-${name}" => {
      buildspec = "drift"
      source    = "S3"
      location  = "${local.bucket}/deployed/${name}/source.zip"
      variables = { ENVIRONMENT = name, ROLE_ARN = environment.plan_role_arn }
    }
  }

  projects = merge(local.tools, local.deployments, local.drift)

  images = { for key in keys(local.projects) : key => key == "test" ? coalesce(var.build.test_image, var.build.image) : var.build.image }

  # By their addresses: ACCOUNT.dkr.ecr.REGION.SUFFIX/PREFIX, which all repositories have in common.
  repositories = [for arn in var.registry.repository_arns : regex("^arn:[a-z-]+:ecr:(?P<region>[a-z0-9-]+):(?P<account>[0-9]{12}):repository/(?P<name>.+)$", arn)]
  registry     = one(distinct([for repository in local.repositories : "${repository.account}.dkr.ecr.${repository.region}.${data.aws_partition.current.dns_suffix}/${dirname(repository.name)}"]))
  feed = var.registry.feed ? {
    FEED_DOMAIN     = element(split("/", var.registry.code_artifact_domain_arn), 1)
    FEED_REPOSITORY = element(split("/", var.registry.code_artifact_repository_arn), 2)
  } : {}
}

resource "aws_codebuild_project" "this" {
  for_each = local.projects

  name           = "${var.name}-${each.key}"
  description    = "${each.value.buildspec} of ${var.name}: infra/buildspecs/${each.value.buildspec}.yml"
  service_role   = aws_iam_role.project[each.key].arn
  encryption_key = var.kms_key_arn
  # A canary that fails after an hour has to be taken back whole.
  build_timeout = each.value.buildspec == "deploy" ? max(var.build.minutes, 240) : var.build.minutes
  tags          = var.tags

  # Two deployments of one environment at once would wait for each other's lock.
  concurrent_build_limit = 1

  artifacts {
    type = each.value.source == "CODEPIPELINE" ? "CODEPIPELINE" : "NO_ARTIFACTS"
  }

  environment {
    image                       = local.images[each.key]
    type                        = var.build.type
    compute_type                = var.build.compute_type
    image_pull_credentials_type = strcontains(local.images[each.key], "@sha256:") ? "SERVICE_ROLE" : "CODEBUILD"
    # Only who makes images needs Docker.
    privileged_mode = each.key == "build"

    dynamic "environment_variable" {
      for_each = each.value.variables

      content {
        name  = environment_variable.key
        value = environment_variable.value
      }
    }
  }

  source {
    type      = each.value.source
    location  = each.value.location
    buildspec = "infra/buildspecs/${each.value.buildspec}.yml"
  }

  logs_config {
    cloudwatch_logs {
      group_name = aws_cloudwatch_log_group.project[each.key].name
    }
  }
}

resource "aws_cloudwatch_log_group" "project" {
  for_each = local.projects

  name              = "/aws/codebuild/${var.name}-${each.key}"
  retention_in_days = var.build.log_days
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}
