provider "aws" {
  region = "eu-west-1"
}

variables {
  name               = "grocery-dev"
  monthly_budget_usd = 250
  emails             = ["team@example.com"]
  alarm_topic_arn    = "arn:aws:sns:eu-west-1:123456789012:alarms"
}

run "people_are_told_before_and_beyond_the_budget" {
  command = apply

  assert {
    condition     = aws_budgets_budget.this.limit_amount == "250" && aws_budgets_budget.this.limit_unit == "USD" && aws_budgets_budget.this.time_unit == "MONTHLY" && output.budget_name == "grocery-dev"
    error_message = "The budget must be the given one, in dollars a month."
  }

  assert {
    condition     = toset([for n in aws_budgets_budget.this.notification : "${n.notification_type} ${n.threshold}"]) == toset(["ACTUAL 50", "ACTUAL 80", "ACTUAL 100", "FORECASTED 100"])
    error_message = "By default at half, at 80 % and at all of it, and when AWS expects to go beyond."
  }

  assert {
    condition     = alltrue([for n in aws_budgets_budget.this.notification : n.comparison_operator == "GREATER_THAN" && n.threshold_type == "PERCENTAGE" && n.subscriber_email_addresses == toset(["team@example.com"]) && n.subscriber_sns_topic_arns == toset([var.alarm_topic_arn])])
    error_message = "Each must reach the people and the topic."
  }

  assert {
    condition     = length(aws_budgets_budget.this.cost_filter) == 0 && length(aws_ce_cost_allocation_tag.this) == 0
    error_message = "Unless told otherwise the whole account counts, and no tag is activated: that fails in an account that does not pay."
  }
}

run "unexpected_costs_are_told_at_once" {
  command = apply

  assert {
    condition     = aws_ce_anomaly_monitor.this[0].monitor_type == "DIMENSIONAL" && aws_ce_anomaly_monitor.this[0].monitor_dimension == "SERVICE" && aws_ce_anomaly_subscription.this.monitor_arn_list == tolist([aws_ce_anomaly_monitor.this[0].arn])
    error_message = "Every service of AWS must be watched, and the subscription be of this monitor."
  }

  assert {
    condition     = aws_ce_anomaly_subscription.this.frequency == "IMMEDIATE" && one(aws_ce_anomaly_subscription.this.subscriber).type == "SNS" && one(aws_ce_anomaly_subscription.this.subscriber).address == var.alarm_topic_arn
    error_message = "An anomaly must reach the topic at once: AWS sends mails only once a day."
  }

  assert {
    condition = { for part in aws_ce_anomaly_subscription.this.threshold_expression[0].and : part.dimension[0].key => one(part.dimension[0].values) } == {
    ANOMALY_TOTAL_IMPACT_ABSOLUTE = "20", ANOMALY_TOTAL_IMPACT_PERCENTAGE = "40" }
    error_message = "Both bounds must be passed, or a cheap account tells of cents and a dear one of noise."
  }
}

run "an_account_with_a_monitor_keeps_it" {
  command = plan

  variables {
    anomaly = { monitor_arns = ["arn:aws:ce::123456789012:anomalymonitor/default"] }
  }

  assert {
    condition     = length(aws_ce_anomaly_monitor.this) == 0 && aws_ce_anomaly_subscription.this.monitor_arn_list == tolist(["arn:aws:ce::123456789012:anomalymonitor/default"])
    error_message = "AWS allows one monitor of all services: where it is there, it must be used."
  }
}

run "an_environment_in_a_shared_account_counts_alone" {
  command = plan

  variables {
    filter_tags = { Environment = "dev" }
    cost_tags   = ["Environment", "Project"]
  }

  assert {
    condition     = one(aws_budgets_budget.this.cost_filter).name == "TagKeyValue" && one(aws_budgets_budget.this.cost_filter).values == tolist(["user:Environment$dev"])
    error_message = "The budget must count what has the tag; found ${jsonencode(aws_budgets_budget.this.cost_filter)}."
  }

  assert {
    condition     = aws_ce_anomaly_monitor.this[0].monitor_type == "CUSTOM" && jsondecode(aws_ce_anomaly_monitor.this[0].monitor_specification).Tags.Key == "Environment" && jsondecode(aws_ce_anomaly_monitor.this[0].monitor_specification).Tags.Values == ["dev"]
    error_message = "The monitor must watch what has the tag."
  }

  assert {
    condition     = toset(keys(aws_ce_cost_allocation_tag.this)) == toset(["Environment", "Project"]) && alltrue([for tag in aws_ce_cost_allocation_tag.this : tag.status == "Active"])
    error_message = "The bill can only be divided by active tags."
  }
}

run "spot_is_watched" {
  command = apply

  variables {
    spot = { cluster_arn = "arn:aws:ecs:eu-west-1:123456789012:cluster/grocery-dev", kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/data" }
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.interrupted["this"].event_pattern).detail.stopCode == ["SpotInterruption"] && jsondecode(aws_cloudwatch_event_rule.interrupted["this"].event_pattern).detail.clusterArn == [var.spot.cluster_arn] && jsondecode(aws_cloudwatch_event_rule.interrupted["this"].event_pattern).detail.lastStatus == ["STOPPED"]
    error_message = "Interruptions of this cluster count, each task once."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.interrupted["this"].threshold == 5 && aws_cloudwatch_metric_alarm.interrupted["this"].dimensions.RuleName == aws_cloudwatch_event_rule.interrupted["this"].name && aws_cloudwatch_metric_alarm.interrupted["this"].alarm_actions == toset([var.alarm_topic_arn]) && aws_cloudwatch_event_target.interrupted["this"].arn == aws_cloudwatch_log_group.spot["this"].arn
    error_message = "Many interruptions in an hour must be told; the rule needs a target, or it counts nothing."
  }

  assert {
    condition     = aws_cloudwatch_event_target.no_place["this"].arn == var.alarm_topic_arn && jsondecode(aws_cloudwatch_event_rule.no_place["this"].event_pattern).detail.eventName == ["SERVICE_TASK_PLACEMENT_FAILURE"]
    error_message = "A task that finds no place must be told at once: the service runs with too few."
  }

  assert {
    condition     = aws_cloudwatch_log_group.spot["this"].kms_key_id == var.spot.kms_key_arn && output.spot_alarm_arn == aws_cloudwatch_metric_alarm.interrupted["this"].arn
    error_message = "The log must be encrypted, and the alarm handed out."
  }

  assert {
    condition     = [for statement in jsondecode(aws_cloudwatch_log_resource_policy.spot["this"].policy_document).Statement : statement.Condition.ArnEquals["aws:SourceArn"] if statement.Sid == "Events"] == [aws_cloudwatch_event_rule.interrupted["this"].arn]
    error_message = "EventBridge may write for this rule alone; the policy is ${aws_cloudwatch_log_resource_policy.spot["this"].policy_document}."
  }
}
