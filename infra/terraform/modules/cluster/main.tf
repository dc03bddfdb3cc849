locals {
  # In the order in which they are read: what is left of the hundred is on demand, and so is the base.
  strategy = [
    for s in [
      { capacity_provider = "FARGATE", base = var.spot.base, weight = 100 - var.spot.weight },
      { capacity_provider = "FARGATE_SPOT", base = 0, weight = var.spot.weight },
    ] : s if s.base + s.weight > 0
  ]
}

resource "aws_ecs_cluster" "this" {
  name = var.name

  setting {
    name  = "containerInsights"
    value = var.container_insights
  }

  configuration {
    execute_command_configuration {
      kms_key_id = var.exec_command ? var.kms_key_arn : null
      logging    = var.exec_command ? "OVERRIDE" : "NONE"

      dynamic "log_configuration" {
        for_each = aws_cloudwatch_log_group.exec

        content {
          cloud_watch_encryption_enabled = true
          cloud_watch_log_group_name     = log_configuration.value.name
        }
      }
    }

    dynamic "managed_storage_configuration" {
      for_each = var.storage_key_arn == null ? [] : [var.storage_key_arn]

      content {
        fargate_ephemeral_storage_kms_key_id = managed_storage_configuration.value
      }
    }
  }

  tags = var.tags
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  cluster_name       = aws_ecs_cluster.this.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]

  # What is started without a strategy of its own, such as a task that makes roles in the database, is not taken away.
  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }
}

resource "aws_cloudwatch_log_group" "exec" {
  count = var.exec_command ? 1 : 0

  name              = "/ecs/${var.name}/exec"
  retention_in_days = var.exec_log_days
  kms_key_id        = var.kms_key_arn

  tags = var.tags
}
