provider "aws" {
  region = "eu-west-1"
}

run "processor_and_memory_are_held" {
  command = apply
  variables { scaling = { min = 3, max = 9, cpu = 55, memory = 70 } }

  assert {
    condition     = aws_appautoscaling_target.this.min_capacity == 3 && aws_appautoscaling_target.this.max_capacity == 9 && aws_appautoscaling_target.this.resource_id == "service/grocery-test/cart"
    error_message = "the limits of the service are wrong"
  }

  assert {
    condition     = aws_appautoscaling_policy.utilization["cpu"].target_tracking_scaling_policy_configuration[0].target_value == 55 && aws_appautoscaling_policy.utilization["memory"].target_tracking_scaling_policy_configuration[0].target_value == 70
    error_message = "the targets are not those of the caller"
  }

  assert {
    condition     = length(aws_appautoscaling_policy.requests) == 0 && length(aws_appautoscaling_policy.latency) == 0
    error_message = "a policy that nobody asked for"
  }
}

run "new_limits_are_applied_although_schedules_may_change_them" {
  command = apply
  variables { scaling = { min = 4, max = 12 } }

  assert {
    condition     = aws_appautoscaling_target.this.min_capacity == 4 && aws_appautoscaling_target.this.max_capacity == 12
    error_message = "the limits stayed at ${aws_appautoscaling_target.this.min_capacity} to ${aws_appautoscaling_target.this.max_capacity}"
  }
}

run "requests_of_one_target_group" {
  command = apply
  variables { scaling = { requests_per_target = 600 } }

  assert {
    condition     = aws_appautoscaling_policy.requests[0].target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].resource_label == "app/grocery-test-int/0123456789abcdef/${output.target_group_arn_suffix}"
    error_message = "the requests of another load balancer are counted"
  }
}

run "requests_of_both_target_groups_when_traffic_moves" {
  command = plan
  variables {
    scaling    = { requests_per_target = 600 }
    deployment = { strategy = "canary" }
  }

  assert {
    condition     = length(aws_appautoscaling_policy.requests[0].target_tracking_scaling_policy_configuration[0].predefined_metric_specification) == 0
    error_message = "AWS does not support the predefined metric where the traffic changes groups"
  }

  assert {
    condition     = one([for m in aws_appautoscaling_policy.requests[0].target_tracking_scaling_policy_configuration[0].customized_metric_specification[0].metrics : m.expression if m.return_data]) == "FILL(primary, 0) + FILL(alternate, 0)"
    error_message = "after a deployment the requests would no longer be counted"
  }
}

run "latency_adds_tasks_and_never_takes_any" {
  command = apply
  variables { scaling = { p95 = { seconds = 0.4 } } }

  assert {
    condition     = aws_cloudwatch_metric_alarm.scale_latency["primary"].threshold == 0.4 && { for q in aws_cloudwatch_metric_alarm.scale_latency["primary"].metric_query : q.id => length(q.metric) > 0 ? q.metric[0].stat : q.expression } == { slow = "IF(requests >= 20, p95, 0)", requests = "Sum", p95 = "p95" }
    error_message = "the alarm measures something else than the p95 of the caller"
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.scale_latency["primary"].alarm_actions == toset([aws_appautoscaling_policy.latency[0].arn])
    error_message = "the alarm of the latency adds no tasks, or wakes somebody"
  }

  assert {
    condition     = alltrue([for s in aws_appautoscaling_policy.latency[0].step_scaling_policy_configuration[0].step_adjustment : s.scaling_adjustment > 0])
    error_message = "a low latency takes tasks away"
  }

  assert {
    condition     = length([for s in aws_appautoscaling_policy.latency[0].step_scaling_policy_configuration[0].step_adjustment : s if s.metric_interval_lower_bound == "0" && s.metric_interval_upper_bound == "0.4"]) == 1
    error_message = "the first step does not reach from the threshold to twice of it"
  }
}

run "limits_change_by_the_clock" {
  command = plan
  variables {
    scaling = { schedules = {
      evening = { cron = "cron(0 20 * * ? *)", timezone = "Europe/Berlin", min = 0, max = 0 }
      morning = { cron = "cron(0 7 ? * MON-FRI *)", timezone = "Europe/Berlin", min = 2, max = 6 }
    } }
  }

  assert {
    condition     = aws_appautoscaling_scheduled_action.this["evening"].schedule == "cron(0 20 * * ? *)" && aws_appautoscaling_scheduled_action.this["evening"].timezone == "Europe/Berlin" && tonumber(aws_appautoscaling_scheduled_action.this["evening"].scalable_target_action[0].max_capacity) == 0
    error_message = "the service does not go to sleep at the time that was asked for"
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.healthy) == 0
    error_message = "a service that sleeps raises an alarm every night"
  }
}

run "fewer_tasks_at_night_keep_the_alarm" {
  command = plan
  variables { scaling = { schedules = { night = { cron = "cron(0 20 * * ? *)", min = 1, max = 2 } } } }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.healthy) == 1
    error_message = "a service that never sleeps lost its alarm"
  }
}
