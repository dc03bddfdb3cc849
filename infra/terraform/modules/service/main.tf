locals {
  shifts_traffic = var.deployment.strategy != "rolling"
  strategy       = { rolling = "ROLLING", blue_green = "BLUE_GREEN", canary = "CANARY" }[var.deployment.strategy]

  # Time for the tasks to start and the old ones to drain, beside the waits that are asked for.
  deployment_minutes = 30 + (local.shifts_traffic ? var.deployment.bake_minutes : 0) + (var.deployment.strategy == "canary" ? var.deployment.canary_minutes : 0)
}

resource "aws_ecs_service" "this" {
  name            = var.service
  cluster         = var.cluster.arn
  task_definition = aws_ecs_task_definition.this.arn
  desired_count   = var.scaling.min

  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  availability_zone_rebalancing      = "ENABLED"
  health_check_grace_period_seconds  = local.has_route ? local.start_seconds : null
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  wait_for_steady_state              = var.deployment.wait

  # Without it a changed capacity_provider_strategy replaces the service, and with it all tasks at once.
  force_new_deployment = true

  dynamic "capacity_provider_strategy" {
    for_each = var.capacity_provider_strategy

    content {
      capacity_provider = capacity_provider_strategy.value.capacity_provider
      base              = capacity_provider_strategy.value.base
      weight            = capacity_provider_strategy.value.weight
    }
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [aws_security_group.task.id]
    assign_public_ip = false
  }

  dynamic "load_balancer" {
    for_each = local.has_route ? [1] : []

    content {
      target_group_arn = aws_lb_target_group.this["primary"].arn
      container_name   = var.service
      container_port   = local.app_port

      dynamic "advanced_configuration" {
        for_each = local.shifts_traffic ? [1] : []

        content {
          alternate_target_group_arn = aws_lb_target_group.this["alternate"].arn
          production_listener_rule   = aws_lb_listener_rule.this["production"].arn
          test_listener_rule         = one([for k, r in aws_lb_listener_rule.this : r.arn if k == "test"])
          role_arn                   = one(aws_iam_role.shift[*].arn)
        }
      }
    }
  }

  deployment_configuration {
    strategy             = local.strategy
    bake_time_in_minutes = local.shifts_traffic ? var.deployment.bake_minutes : null

    dynamic "canary_configuration" {
      for_each = var.deployment.strategy == "canary" ? [1] : []

      content {
        canary_percent              = var.deployment.canary_percent
        canary_bake_time_in_minutes = var.deployment.canary_minutes
      }
    }
  }

  deployment_controller {
    type = "ECS"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  dynamic "alarms" {
    for_each = local.has_route ? [1] : []

    content {
      alarm_names = local.rollback_alarm_names
      enable      = true
      rollback    = true
    }
  }

  timeouts {
    create = "${local.deployment_minutes}m"
    update = "${local.deployment_minutes}m"
  }

  tags = var.tags

  lifecycle {
    # The number of tasks belongs to the scaling, between its limits.
    ignore_changes = [desired_count]

    postcondition {
      condition     = self.task_definition == aws_ecs_task_definition.this.arn
      error_message = "ECS rolled ${var.service} back: it runs ${self.task_definition}, not ${aws_ecs_task_definition.this.arn}. The events of the service and its alarms say why; the new version serves nobody."
    }
  }

  # Tasks that start before these cannot pull their image, reach AWS or be probed, and the circuit breaker opens.
  depends_on = [
    aws_iam_role_policy.execution,
    aws_iam_role_policy.task,
    aws_iam_role_policy.telemetry,
    aws_iam_role_policy.shift,
    aws_vpc_security_group_egress_rule.endpoints,
    aws_vpc_security_group_egress_rule.s3,
    aws_vpc_security_group_egress_rule.peers,
    aws_vpc_security_group_egress_rule.https,
    aws_vpc_security_group_ingress_rule.load_balancer,
    aws_vpc_security_group_egress_rule.load_balancer,
    aws_lb_listener_rule.this,
  ]
}
