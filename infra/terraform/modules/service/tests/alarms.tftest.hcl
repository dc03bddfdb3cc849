provider "aws" {
  region = "eu-west-1"
}

run "what_the_load_balancer_answers_itself_counts_where_it_is_alone" {
  command = plan
  variables {
    alarms = { error_percent = 2, minimum_requests = 50 }
    route = {
      listener_arn             = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/grocery-test-int/0123456789abcdef/0123456789abcdef"
      load_balancer_arn_suffix = "app/grocery-test-int/0123456789abcdef"
      own_load_balancer        = true
      security_group_id        = "sg-0123456789abcdef0"
      priority                 = 20
    }
  }

  assert {
    condition     = contains(aws_ecs_service.this.alarms[0].alarm_names, "grocery-test-cart-errors-balancer") && contains(output.alarm_names, "grocery-test-cart-errors-balancer")
    error_message = "a version that accepts no connection is not rolled back: ${jsonencode(aws_ecs_service.this.alarms[0].alarm_names)}"
  }

  assert {
    condition     = { for q in aws_cloudwatch_metric_alarm.balancer[0].metric_query : q.id => "${q.metric[0].metric_name} of ${jsonencode(q.metric[0].dimensions)}" if length(q.metric) > 0 } == { requests = "RequestCount of {\"LoadBalancer\":\"app/grocery-test-int/0123456789abcdef\"}", failed = "HTTPCode_ELB_5XX_Count of {\"LoadBalancer\":\"app/grocery-test-int/0123456789abcdef\"}" }
    error_message = "a target group has no such metric: ${jsonencode(aws_cloudwatch_metric_alarm.balancer[0].metric_query)}"
  }

  assert {
    condition     = one([for q in aws_cloudwatch_metric_alarm.balancer[0].metric_query : q.expression if q.expression != null]) == "IF(FILL(failed, 0) + FILL(requests, 0) >= 50, 100 * FILL(failed, 0) / (FILL(failed, 0) + FILL(requests, 0)), 0)" && aws_cloudwatch_metric_alarm.balancer[0].threshold == 2
    error_message = "without any target there is no RequestCount, and the alarm would have no data just then"
  }
}

run "a_shared_load_balancer_rolls_nobody_back" {
  command = plan

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.balancer) == 0
    error_message = "another service's failure rolls this one back"
  }
}

run "alarms_reach_somebody" {
  command = apply
  variables {
    alarms = { topic_arn = "arn:aws:sns:eu-west-1:123456789012:alarms", error_percent = 2, p95_seconds = 0.3, minimum_requests = 50, runbook_url = "https://runbooks.example/cart" }
  }

  assert {
    condition = alltrue([for a in concat(values(aws_cloudwatch_metric_alarm.errors), values(aws_cloudwatch_metric_alarm.latency), aws_cloudwatch_metric_alarm.healthy, values(aws_cloudwatch_metric_alarm.saturation)) :
    a.alarm_actions == toset(["arn:aws:sns:eu-west-1:123456789012:alarms"]) && can(regex("Runbook: https://runbooks[.]example/cart/[a-z-]+[.]md$", a.alarm_description))])
    error_message = "an alarm tells nobody, or not what to do"
  }

  assert {
    condition     = one([for q in aws_cloudwatch_metric_alarm.errors["primary"].metric_query : q.expression if q.expression != null]) == "IF(requests >= 50, 100 * (FILL(failed, 0) + FILL(refused, 0)) / requests, 0)" && aws_cloudwatch_metric_alarm.errors["primary"].threshold == 2
    error_message = "a single failure at night rolls a deployment back, or refused connections do not"
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.latency["primary"].threshold == 0.3 && alltrue([for q in aws_cloudwatch_metric_alarm.latency["primary"].metric_query : q.metric[0].dimensions["TargetGroup"] == output.target_group_arn_suffix if length(q.metric) > 0])
    error_message = "the latency of something else is measured"
  }

  assert {
    condition     = { for q in aws_cloudwatch_metric_alarm.latency["primary"].metric_query : q.id => length(q.metric) > 0 ? "${q.metric[0].metric_name} ${q.metric[0].stat}" : q.expression } == { slow = "IF(requests >= 50, p95, 0)", requests = "RequestCount Sum", p95 = "TargetResponseTime p95" }
    error_message = "one slow request at night rolls a deployment back, or something else than the p95 is judged"
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.healthy[0].treat_missing_data == "breaching" && aws_cloudwatch_metric_alarm.errors["primary"].treat_missing_data == "notBreaching"
    error_message = "no tasks is good news, or no requests bad news"
  }

  assert {
    condition     = length(output.alarm_names) == 5 && length(output.rollback_alarm_arns) == 2
    error_message = "the outputs name other alarms than there are"
  }
}
