locals {
  digest = regex("@sha256:([0-9a-f]{64})$", var.image)[0]

  wired = merge(
    {
      ASPNETCORE_HTTP_PORTS          = join(";", local.app_ports)
      Platform__Service__Name        = var.service
      Platform__Service__Version     = substr(local.digest, 0, 12)
      Platform__Service__Environment = var.environment
    },
    var.management_port == null ? {} : { Platform__Management__Port = tostring(var.management_port) },
    var.collector.enabled ? { OTEL_EXPORTER_OTLP_ENDPOINT = "http://localhost:4317", OTEL_EXPORTER_OTLP_PROTOCOL = "grpc" } : {},
  )
  environment = merge(local.wired, var.environment_variables)

  log_configuration = {
    logDriver = "awslogs"
    options = {
      awslogs-group         = var.log_group_name
      awslogs-region        = data.aws_region.this.region
      awslogs-stream-prefix = var.service

      # CloudWatch being slow must never make the service slow; beyond the buffer lines are lost.
      mode            = "non-blocking"
      max-buffer-size = "8m"
    }
  }

  service_container = {
    name      = var.service
    image     = var.image
    essential = true

    # 1654 is the user app of .NET's chiseled images.
    user                   = "1654"
    readonlyRootFilesystem = true
    privileged             = false
    linuxParameters = {
      initProcessEnabled = true
      capabilities       = { add = [], drop = ["ALL"] }

      # In memory and with the sticky mode of /tmp. A bind mount would belong to root, and the service could not write.
      tmpfs = [{ containerPath = "/tmp", size = var.tmp_size, mountOptions = ["rw", "noexec", "nosuid", "nodev"] }]
    }

    memory           = var.memory - (var.collector.enabled ? var.collector.memory : 0)
    portMappings     = [for p in distinct(concat(local.app_ports, [local.probe_port])) : { containerPort = p, hostPort = p, protocol = "tcp" }]
    environment      = [for k in sort(keys(local.environment)) : { name = k, value = local.environment[k] }]
    secrets          = [for k in sort(keys(var.secrets)) : { name = k, valueFrom = var.secrets[k] }]
    healthCheck      = local.live_check
    stopTimeout      = var.contract.stop.timeoutSeconds
    logConfiguration = local.log_configuration

    # Stopped in the reverse order: the collector outlives the service and gets its last spans.
    dependsOn = concat(
      var.collector.enabled ? [{ containerName = "collector", condition = "START" }] : [],
      var.migration == null ? [] : [{ containerName = "migration", condition = "SUCCESS" }],
    )
  }

  # The service's own container without its ports, health check and share of the memory: it ends before the service begins.
  migration_environment = { for k, v in merge(local.environment, try(var.migration.environment_variables, {})) : k => v if v != null }
  migration_container = {
    name                   = "migration"
    image                  = var.image
    essential              = false
    user                   = local.service_container.user
    readonlyRootFilesystem = true
    privileged             = false
    linuxParameters        = local.service_container.linuxParameters
    environment            = [for k in sort(keys(local.migration_environment)) : { name = k, value = local.migration_environment[k] }]
    secrets                = [for k in sort(keys(local.all_secrets)) : { name = k, valueFrom = local.all_secrets[k] }]
    logConfiguration       = local.log_configuration

    # Fargate's limit, for the service to wait.
    startTimeout = 120
  }

  # Each by itself: the objects differ in their members, and a list of them would turn these into text.
  containers = concat(
    [jsonencode(local.service_container)],
    var.collector.enabled ? [jsonencode(local.collector_container)] : [],
    var.migration == null ? [] : [jsonencode(local.migration_container)],
  )

  collector_container = {
    name  = "collector"
    image = var.collector.image

    # Without telemetry the service goes on.
    essential              = false
    restartPolicy          = { enabled = true, restartAttemptPeriod = 60 }
    user                   = "10001"
    readonlyRootFilesystem = true
    privileged             = false
    linuxParameters        = { initProcessEnabled = true, capabilities = { add = [], drop = ["ALL"] } }
    memory                 = var.collector.memory
    environment            = [{ name = "AOT_CONFIG_CONTENT", value = var.collector.config }]
    stopTimeout            = 10
    logConfiguration       = local.log_configuration
  }
}

resource "aws_ecs_task_definition" "this" {
  family                   = "${var.name}-${var.service}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  task_role_arn            = aws_iam_role.task.arn
  execution_role_arn       = aws_iam_role.execution.arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.architecture
  }

  container_definitions = "[${join(",", local.containers)}]"

  # A revision that was deregistered cannot be rolled back to.
  skip_destroy = true

  tags = var.tags
}
