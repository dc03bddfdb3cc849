data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.region

  environments = { for environment in var.environments : environment.name => environment }
  watched      = { for name, environment in local.environments : name => environment if environment.plan_role_arn != null }

  runbook = { for page in ["deploy", "drift"] : page => var.runbook_url == null ? "" : " Runbook: ${var.runbook_url}/${page}.md" }

  # What CodePipeline hands from stage to stage; the rest of the bucket is what was deployed last.
  artifact_prefix = substr(var.name, 0, 20)
}

resource "aws_codepipeline" "this" {
  name           = var.name
  pipeline_type  = "V2"
  execution_mode = "QUEUED"
  role_arn       = aws_iam_role.pipeline.arn
  tags           = var.tags

  artifact_store {
    type     = "S3"
    location = local.bucket

    encryption_key {
      id   = var.kms_key_arn
      type = "KMS"
    }
  }

  trigger {
    provider_type = "CodeStarSourceConnection"

    git_configuration {
      source_action_name = "Source"

      push {
        branches {
          includes = [var.repository.branch]
        }
      }
    }
  }

  stage {
    name = "Source"

    action {
      name             = "Source"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeStarSourceConnection"
      version          = "1"
      namespace        = "Source"
      output_artifacts = ["source"]

      configuration = {
        ConnectionArn    = var.repository.connection_arn
        FullRepositoryId = var.repository.full_name
        BranchName       = var.repository.branch
        # The trigger above starts the pipeline.
        DetectChanges = "false"
        # With the history: secrets are searched there as well, and the tests ask git for the files.
        OutputArtifactFormat = "CODEBUILD_CLONE_REF"
      }
    }
  }

  stage {
    name = "Verify"

    dynamic "action" {
      for_each = ["scan", "test"]

      content {
        name            = action.value
        category        = action.value == "test" ? "Test" : "Build"
        owner           = "AWS"
        provider        = "CodeBuild"
        version         = "1"
        input_artifacts = ["source"]
        configuration   = { ProjectName = aws_codebuild_project.this[action.value].name }
      }
    }
  }

  # Images are built once; every environment gets the same digests.
  stage {
    name = "Build"

    action {
      name             = "build"
      category         = "Build"
      owner            = "AWS"
      provider         = "CodeBuild"
      version          = "1"
      run_order        = 1
      input_artifacts  = ["source"]
      output_artifacts = ["images"]

      configuration = {
        ProjectName          = aws_codebuild_project.this["build"].name
        EnvironmentVariables = jsonencode([{ name = "COMMIT", value = "#{Source.CommitId}", type = "PLAINTEXT" }])
      }
    }

    action {
      name            = "sign"
      category        = "Build"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      run_order       = 2
      input_artifacts = ["source", "images"]

      configuration = {
        ProjectName   = aws_codebuild_project.this["sign"].name
        PrimarySource = "source"
      }
    }
  }

  dynamic "stage" {
    for_each = local.stages

    content {
      name = stage.value.name

      # Runs the last deployment of this stage that succeeded once more.
      dynamic "on_failure" {
        for_each = stage.value.approval ? [] : [true]

        content {
          result = "ROLLBACK"
        }
      }

      dynamic "action" {
        for_each = stage.value.approval ? [true] : []

        content {
          name     = "approve"
          category = "Approval"
          owner    = "AWS"
          provider = "Manual"
          version  = "1"

          configuration = {
            NotificationArn = var.alarm_topic_arn
            CustomData      = "Deploy commit #{Source.CommitId} to ${stage.value.environment}?"
          }
        }
      }

      dynamic "action" {
        for_each = stage.value.approval ? [] : ["deploy", "smoke"]

        content {
          name            = action.value
          category        = action.value == "smoke" ? "Test" : "Build"
          owner           = "AWS"
          provider        = "CodeBuild"
          version         = "1"
          run_order       = action.key + 1
          namespace       = action.value == "deploy" ? "deploy_${stage.value.environment}" : null
          input_artifacts = ["source", "images"]

          configuration = {
            ProjectName   = aws_codebuild_project.this["${action.value}-${stage.value.environment}"].name
            PrimarySource = "source"
            EnvironmentVariables = jsonencode([action.value == "deploy"
              ? { name = "COMMIT", value = "#{Source.CommitId}", type = "PLAINTEXT" }
              # Whether a schedule keeps anybody from looking at the shop.
              : { name = "ASLEEP", value = "#{deploy_${stage.value.environment}.ASLEEP}", type = "PLAINTEXT" }
            ])
          }
        }
      }
    }
  }
}

locals {
  # The approval is a stage of its own: a rollback must not wait for a person.
  stages = flatten([for environment in var.environments : concat(
    environment.approval ? [{ name = "Approve-${environment.name}", environment = environment.name, approval = true }] : [],
    [{ name = "Deploy-${environment.name}", environment = environment.name, approval = false }],
  )])
}

resource "aws_cloudwatch_event_rule" "failed" {
  name        = "${var.name}-failed"
  description = "Tells of a run of ${var.name} that failed"
  tags        = var.tags

  event_pattern = jsonencode({
    source        = ["aws.codepipeline"]
    "detail-type" = ["CodePipeline Pipeline Execution State Change"]
    detail        = { pipeline = [var.name], state = ["FAILED"] }
  })
}

resource "aws_cloudwatch_event_target" "failed" {
  rule      = aws_cloudwatch_event_rule.failed.name
  target_id = "topic"
  arn       = var.alarm_topic_arn

  input_transformer {
    input_paths    = { pipeline = "$.detail.pipeline", run = "$.detail.execution-id" }
    input_template = "\"A run of the pipeline <pipeline> failed: <run>.${local.runbook["deploy"]}\""
  }
}
