locals {
  master_secret_arn = aws_db_instance.this.master_user_secret[0].secret_arn

  # The repository, when the image is in ECR: ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME@sha256:…
  repository     = try(regex("^([0-9]{12})[.]dkr[.]ecr[.]([a-z0-9-]+)[.][a-z.]+/([^@:]+)", var.roles_image), null)
  repository_arn = local.repository == null ? null : "arn:${data.aws_partition.current.partition}:ecr:${local.repository[1]}:${local.repository[0]}:repository/${local.repository[2]}"
}

resource "aws_ecs_task_definition" "roles" {
  family                   = "${local.identifier}-roles"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = "256"
  memory                   = "512"
  execution_role_arn       = aws_iam_role.roles.arn
  tags                     = var.tags

  # No role of its own: a task that has the master password asks nothing of AWS.

  runtime_platform {
    cpu_architecture        = var.roles_architecture
    operating_system_family = "LINUX"
  }

  container_definitions = jsonencode([{
    name                   = "roles"
    image                  = var.roles_image
    essential              = true
    user                   = "65534:65534"
    readonlyRootFilesystem = true
    entryPoint             = ["sh", "-c"]
    command                = [file("${path.module}/roles.sh")]

    linuxParameters = {
      initProcessEnabled = true
      capabilities       = { add = [], drop = ["ALL"] }
    }

    environment = concat(
      [
        { name = "PGHOST", value = aws_db_instance.this.address },
        { name = "PGPORT", value = tostring(local.port) },
        { name = "SERVICES", value = join(" ", keys(var.services)) },
      ],
      [for name, service in var.services : { name = "CONNECTIONS_${name}", value = tostring(service.connections == null ? -1 : service.connections) }],
    )

    secrets = concat(
      [
        { name = "PGUSER", valueFrom = "${local.master_secret_arn}:username::" },
        { name = "PGPASSWORD", valueFrom = "${local.master_secret_arn}:password::" },
      ],
      [for role in keys(local.roles) : { name = "PASSWORD_${role}", valueFrom = "${aws_secretsmanager_secret.role[role].arn}:password::" }],
    )

    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.roles.name
        awslogs-region        = data.aws_region.current.region
        awslogs-stream-prefix = "roles"
      }
    }
  }])
}

resource "aws_iam_role" "roles" {
  name                 = "${local.identifier}-roles"
  description          = "Starts the task that makes the roles: reads its secrets, pulls its image, writes its log"
  assume_role_policy   = data.aws_iam_policy_document.roles_trust.json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

data "aws_iam_policy_document" "roles_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:*"]
    }
  }
}

data "aws_iam_policy_document" "roles" {
  statement {
    sid       = "ReadLogins"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = concat([local.master_secret_arn], [for role in keys(local.roles) : aws_secretsmanager_secret.role[role].arn])
  }

  statement {
    sid       = "DecryptLogins"
    actions   = ["kms:Decrypt"]
    resources = [var.kms_key_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["secretsmanager.${data.aws_region.current.region}.${data.aws_partition.current.dns_suffix}"]
    }
  }

  statement {
    sid       = "WriteLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.roles.arn}:log-stream:roles/*"]
  }

  dynamic "statement" {
    for_each = local.repository_arn == null ? [] : [local.repository_arn]

    content {
      sid       = "PullImage"
      actions   = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"]
      resources = [statement.value]
    }
  }

  dynamic "statement" {
    for_each = local.repository_arn == null ? [] : [1]

    content {
      # Wildcard: the login to ECR is for the whole account.
      sid       = "WildcardEcrLogin"
      actions   = ["ecr:GetAuthorizationToken"]
      resources = ["*"]
    }
  }
}

resource "aws_iam_role_policy" "roles" {
  name   = "start-roles-task"
  role   = aws_iam_role.roles.id
  policy = data.aws_iam_policy_document.roles.json
}
