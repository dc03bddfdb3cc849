# A schedule changes the limits of the target, which is no drift. New limits of the configuration make a new target instead, and with it what AWS
# deletes together with the old one; the tasks stay.
resource "terraform_data" "limits" {
  input = { min = var.scaling.min, max = var.scaling.max }
}

resource "aws_appautoscaling_target" "this" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${var.cluster.name}/${aws_ecs_service.this.name}"
  min_capacity       = var.scaling.min
  max_capacity       = var.scaling.max

  tags = var.tags

  lifecycle {
    ignore_changes       = [min_capacity, max_capacity]
    replace_triggered_by = [terraform_data.limits]
  }
}

resource "aws_appautoscaling_policy" "utilization" {
  for_each = {
    cpu    = { metric = "ECSServiceAverageCPUUtilization", target = var.scaling.cpu }
    memory = { metric = "ECSServiceAverageMemoryUtilization", target = var.scaling.memory }
  }

  name               = "${local.full_name}-${each.key}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  resource_id        = aws_appautoscaling_target.this.resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = each.value.target
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = each.value.metric
    }
  }

  lifecycle {
    replace_triggered_by = [terraform_data.limits]
  }
}

resource "aws_appautoscaling_policy" "requests" {
  count = var.scaling.requests_per_target == null ? 0 : 1

  name               = "${local.full_name}-requests"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  resource_id        = aws_appautoscaling_target.this.resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = var.scaling.requests_per_target
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    dynamic "predefined_metric_specification" {
      for_each = local.shifts_traffic ? [] : [1]

      content {
        predefined_metric_type = "ALBRequestCountPerTarget"
        resource_label         = "${var.route.load_balancer_arn_suffix}/${aws_lb_target_group.this["primary"].arn_suffix}"
      }
    }

    # The predefined metric knows one group, and AWS does not support it where the traffic changes groups.
    dynamic "customized_metric_specification" {
      for_each = local.shifts_traffic ? [1] : []

      content {
        dynamic "metrics" {
          for_each = local.live_groups

          content {
            id          = metrics.key
            return_data = false

            metric_stat {
              stat = "Sum"

              metric {
                namespace   = "AWS/ApplicationELB"
                metric_name = "RequestCountPerTarget"

                dynamic "dimensions" {
                  for_each = { LoadBalancer = var.route.load_balancer_arn_suffix, TargetGroup = aws_lb_target_group.this[metrics.key].arn_suffix }

                  content {
                    name  = dimensions.key
                    value = dimensions.value
                  }
                }
              }
            }
          }
        }

        metrics {
          id          = "requests"
          expression  = "FILL(primary, 0) + FILL(alternate, 0)"
          label       = "requests a minute and target"
          return_data = true
        }
      }
    }
  }

  lifecycle {
    replace_triggered_by = [terraform_data.limits]
  }
}

# Steps, not a target: latency does not fall in proportion to the tasks, so it may add some, and the policies above take them away.
resource "aws_appautoscaling_policy" "latency" {
  count = var.scaling.p95 == null ? 0 : 1

  name               = "${local.full_name}-p95"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  resource_id        = aws_appautoscaling_target.this.resource_id

  step_scaling_policy_configuration {
    adjustment_type          = "PercentChangeInCapacity"
    min_adjustment_magnitude = 1
    cooldown                 = 120
    metric_aggregation_type  = "Average"

    # Bounds count from the threshold of the alarm: up to twice the seconds, and beyond.
    step_adjustment {
      metric_interval_lower_bound = "0"
      metric_interval_upper_bound = tostring(var.scaling.p95.seconds)
      scaling_adjustment          = 25
    }

    step_adjustment {
      metric_interval_lower_bound = tostring(var.scaling.p95.seconds)
      scaling_adjustment          = 50
    }
  }

  lifecycle {
    replace_triggered_by = [terraform_data.limits]
  }
}

resource "aws_cloudwatch_metric_alarm" "scale_latency" {
  for_each = var.scaling.p95 == null ? toset([]) : local.live_groups

  alarm_name          = "${local.full_name}-scale-p95-${each.key}"
  alarm_description   = "Adds tasks to ${var.service}. Tells nobody by itself."
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.scaling.p95.seconds
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = aws_appautoscaling_policy.latency[*].arn

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

resource "aws_appautoscaling_scheduled_action" "this" {
  for_each = var.scaling.schedules

  name               = "${local.full_name}-${each.key}"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  resource_id        = aws_appautoscaling_target.this.resource_id
  schedule           = each.value.cron
  timezone           = each.value.timezone

  scalable_target_action {
    min_capacity = each.value.min
    max_capacity = each.value.max
  }

  lifecycle {
    replace_triggered_by = [terraform_data.limits]
  }
}
