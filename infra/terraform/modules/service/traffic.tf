locals {
  has_route = var.route != null

  # The alternate group is there with rolling too, where it stays empty, so that the strategy is changed without touching what carries traffic.
  target_groups = toset(local.has_route ? ["primary", "alternate"] : [])
  live_groups   = toset(!local.has_route ? [] : local.shifts_traffic ? ["primary", "alternate"] : ["primary"])

  rules = merge(
    local.has_route ? { production = try(var.route.listener_arn, null) } : {},
    local.shifts_traffic && try(var.route.test_traffic, false) ? { test = try(var.route.test_listener_arn, null) } : {},
  )

  # 32 characters at most, of which the last two tell the groups apart.
  full_name  = "${var.name}-${var.service}"
  group_name = length(local.full_name) <= 30 ? local.full_name : "${substr(local.full_name, 0, 24)}-${substr(md5(local.full_name), 0, 5)}"
}

resource "aws_lb_target_group" "this" {
  for_each = local.target_groups

  name                          = "${local.group_name}-${substr(each.key, 0, 1)}"
  vpc_id                        = var.vpc_id
  target_type                   = "ip"
  protocol                      = "HTTP"
  port                          = local.app_port
  deregistration_delay          = var.contract.drain.windowSeconds
  load_balancing_algorithm_type = "least_outstanding_requests"

  health_check {
    path                = local.ready_check.path
    protocol            = local.ready_check.protocol
    port                = local.ready_check.port
    interval            = local.ready_check.interval
    timeout             = local.ready_check.timeout
    healthy_threshold   = 2
    unhealthy_threshold = local.ready_check.unhealthy_threshold
    matcher             = "200"
  }

  tags = var.tags

  lifecycle {
    # ECS registers each task with its own port. A change would replace the group, which the rule of the listener holds on to.
    ignore_changes = [port]
  }
}

resource "aws_lb_listener_rule" "this" {
  for_each = local.rules

  listener_arn = each.value
  priority     = var.route.priority

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.this["primary"].arn
        weight = 100
      }

      target_group {
        arn    = aws_lb_target_group.this["alternate"].arn
        weight = 0
      }
    }
  }

  dynamic "condition" {
    for_each = length(var.route.path_patterns) > 0 ? [var.route.path_patterns] : []

    content {
      path_pattern {
        values = condition.value
      }
    }
  }

  dynamic "condition" {
    for_each = length(var.route.host_headers) > 0 ? [var.route.host_headers] : []

    content {
      host_header {
        values = condition.value
      }
    }
  }

  tags = merge(var.tags, { Name = "${local.full_name}-${each.key}" })

  lifecycle {
    # ECS moves the weights at each deployment. To set them back would send all traffic to the group that is empty.
    ignore_changes = [action]
  }
}
