locals {
  group_dimensions = { for g in local.target_groups : g => {
    LoadBalancer = var.route.load_balancer_arn_suffix
    TargetGroup  = aws_lb_target_group.this[g].arn_suffix
  } }
  alarm_actions = compact([var.alarms.topic_arn])
  runbook       = { for name in ["slo-availability", "slo-latency", "service-down", "saturation"] : name => var.alarms.runbook_url == null ? "" : " Runbook: ${var.alarms.runbook_url}/${name}.md" }

  # A p95 of a handful of requests is the slowest of them. CloudWatch's own way to leave few samples out (200 within the evaluated time) lets an
  # alarm keep the state that it has, so that one which went off would hold up every deployment through a quiet night.
  p95_expression = "IF(requests >= ${var.alarms.minimum_requests}, p95, 0)"
  p95_metrics = {
    requests = { name = "RequestCount", stat = "Sum" }
    p95      = { name = "TargetResponseTime", stat = "p95" }
  }

  rollback_alarms      = concat(values(aws_cloudwatch_metric_alarm.errors), aws_cloudwatch_metric_alarm.balancer, values(aws_cloudwatch_metric_alarm.latency))
  rollback_alarm_names = local.rollback_alarms[*].alarm_name
}

# One for each group that can carry traffic, so that a canary of a tenth is judged by itself and not diluted by the rest.
resource "aws_cloudwatch_metric_alarm" "errors" {
  for_each = local.live_groups

  alarm_name          = "${local.full_name}-errors-${each.key}"
  alarm_description   = "More than ${var.alarms.error_percent} % of the requests to ${var.service} fail; a deployment that is under way is rolled back.${local.runbook["slo-availability"]}"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.alarms.error_percent
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions

  metric_query {
    id          = "percent"
    label       = "failed requests in percent"
    expression  = "IF(requests >= ${var.alarms.minimum_requests}, 100 * (FILL(failed, 0) + FILL(refused, 0)) / requests, 0)"
    return_data = true
  }

  # A task that is gone refuses connections: that is no answer of 5xx of its own.
  dynamic "metric_query" {
    for_each = { requests = "RequestCount", failed = "HTTPCode_Target_5XX_Count", refused = "TargetConnectionErrorCount" }

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/ApplicationELB"
        metric_name = metric_query.value
        dimensions  = local.group_dimensions[each.key]
        period      = 60
        stat        = "Sum"
      }
    }
  }

  tags = var.tags
}

# What no target answers, the load balancer does, and counts it for itself alone: no group has it. A request without a target is in no RequestCount
# either; one that ran into a time-out is in both, which makes the share smaller, but never hides it.
resource "aws_cloudwatch_metric_alarm" "balancer" {
  count = try(var.route.own_load_balancer, false) ? 1 : 0

  alarm_name          = "${local.full_name}-errors-balancer"
  alarm_description   = "The load balancer itself answers more than ${var.alarms.error_percent} % of the requests to ${var.service} with 502, 503 or 504; a deployment that is under way is rolled back.${local.runbook["slo-availability"]}"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.alarms.error_percent
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions

  metric_query {
    id          = "percent"
    label       = "requests without an answer of a target, in percent"
    expression  = "IF(FILL(failed, 0) + FILL(requests, 0) >= ${var.alarms.minimum_requests}, 100 * FILL(failed, 0) / (FILL(failed, 0) + FILL(requests, 0)), 0)"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = { requests = "RequestCount", failed = "HTTPCode_ELB_5XX_Count" }

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/ApplicationELB"
        metric_name = metric_query.value
        dimensions  = { LoadBalancer = var.route.load_balancer_arn_suffix }
        period      = 60
        stat        = "Sum"
      }
    }
  }

  tags = var.tags
}

resource "aws_cloudwatch_metric_alarm" "latency" {
  for_each = local.live_groups

  alarm_name          = "${local.full_name}-p95-${each.key}"
  alarm_description   = "One of twenty requests to ${var.service} takes longer than ${var.alarms.p95_seconds} s; a deployment that is under way is rolled back.${local.runbook["slo-latency"]}"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.alarms.p95_seconds
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions

  metric_query {
    id          = "slow"
    label       = "p95 in seconds"
    expression  = local.p95_expression
    return_data = true
  }

  dynamic "metric_query" {
    for_each = local.p95_metrics

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/ApplicationELB"
        metric_name = metric_query.value.name
        dimensions  = local.group_dimensions[each.key]
        period      = 60
        stat        = metric_query.value.stat
      }
    }
  }

  tags = var.tags
}

# Over both groups: which of them has the tasks changes with each deployment. A service that a schedule puts to sleep cannot be told from one that is down.
resource "aws_cloudwatch_metric_alarm" "healthy" {
  count = local.has_route && alltrue([for s in values(var.scaling.schedules) : s.min > 0]) ? 1 : 0

  alarm_name          = "${local.full_name}-healthy"
  alarm_description   = "No task of ${var.service} is ready.${local.runbook["service-down"]}"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  treat_missing_data  = "breaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions

  metric_query {
    id          = "healthy"
    label       = "ready tasks"
    expression  = join(" + ", [for g in sort(tolist(local.live_groups)) : "FILL(${g}, 0)"])
    return_data = true
  }

  dynamic "metric_query" {
    for_each = local.live_groups

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/ApplicationELB"
        metric_name = "HealthyHostCount"
        dimensions  = local.group_dimensions[metric_query.key]
        period      = 60
        stat        = "Maximum"
      }
    }
  }

  tags = var.tags
}

# Ten minutes above what scaling should hold: the limit is reached, or a task leaks.
resource "aws_cloudwatch_metric_alarm" "saturation" {
  for_each = { cpu = "CPUUtilization", memory = "MemoryUtilization" }

  alarm_name          = "${local.full_name}-${each.key}"
  alarm_description   = "${var.service} has used more than 90 % of its ${each.key} for ten minutes.${local.runbook["saturation"]}"
  namespace           = "AWS/ECS"
  metric_name         = each.value
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 10
  datapoints_to_alarm = 10
  comparison_operator = "GreaterThanThreshold"
  threshold           = 90
  treat_missing_data  = "notBreaching"
  dimensions          = { ClusterName = var.cluster.name, ServiceName = var.service }
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions

  tags = var.tags
}
