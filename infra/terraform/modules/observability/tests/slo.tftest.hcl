provider "aws" {
  region = "eu-west-1"
}

variables {
  name        = "grocery-dev"
  environment = "dev"
  kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/data"
  services    = ["cart", "order"]
  runbook_url = "https://example.com/runbooks"
  slo = {
    cart  = { load_balancer_arn_suffix = "app/shop/1", target_group_arn_suffix = "targetgroup/cart/1" }
    order = { load_balancer_arn_suffix = "app/shop/1", target_group_arn_suffixes = { primary = "targetgroup/order/1", alternate = "targetgroup/order/2" }, latency_seconds = 0, availability = 99.5 }
  }
}

run "burn_rates_have_two_windows" {
  command = plan

  assert {
    condition = { for window in ["1h", "5m", "6h", "30m", "24h", "3d"] : window => [
      aws_cloudwatch_metric_alarm.burn["cart-availability-${window}"].threshold,
      one(distinct([for query in aws_cloudwatch_metric_alarm.burn["cart-availability-${window}"].metric_query : query.metric[0].period if length(query.metric) > 0])),
      aws_cloudwatch_metric_alarm.burn["cart-availability-${window}"].evaluation_periods,
      ] } == {
      "1h" = [14.4, 3600, 1], "5m" = [14.4, 300, 1], "6h" = [6, 21600, 1], "30m" = [6, 1800, 1], "24h" = [3, 86400, 1], "3d" = [1, 86400, 3]
    }
    error_message = "Burn 14.4 over 1 h and 5 min, 6 over 6 h and 30 min, 3 over a day, 1 over three."
  }

  assert {
    condition = aws_cloudwatch_composite_alarm.page["cart-availability"].alarm_rule == join(" ", [
      "(ALARM(\"grocery-dev-burn-cart-availability-1h\") AND ALARM(\"grocery-dev-burn-cart-availability-5m\")) OR",
      "(ALARM(\"grocery-dev-burn-cart-availability-6h\") AND ALARM(\"grocery-dev-burn-cart-availability-30m\"))",
    ])
    error_message = "A page needs the long and the short window; found ${aws_cloudwatch_composite_alarm.page["cart-availability"].alarm_rule}."
  }

  assert {
    condition     = aws_cloudwatch_composite_alarm.ticket["cart-availability"].alarm_rule == "ALARM(\"grocery-dev-burn-cart-availability-24h\") OR ALARM(\"grocery-dev-burn-cart-availability-3d\")"
    error_message = "A ticket needs one of the slow windows; found ${aws_cloudwatch_composite_alarm.ticket["cart-availability"].alarm_rule}."
  }
}

run "the_burn_rate_is_right" {
  command = plan

  assert {
    condition = ({ for query in aws_cloudwatch_metric_alarm.burn["cart-availability-1h"].metric_query : query.id => query.expression if query.return_data }["burn"] ==
    "IF((FILL(bad00, 0) + FILL(bad01, 0)) >= 10, (FILL(bad00, 0) + FILL(bad01, 0)) / (FILL(total0, 0)) / 0.001000, 0)")
    error_message = "99.9 %: failed requests by all requests by 0.001, and nothing below ten failures; found ${jsonencode([for query in aws_cloudwatch_metric_alarm.burn["cart-availability-1h"].metric_query : query.expression])}."
  }

  assert {
    condition     = { for query in aws_cloudwatch_metric_alarm.burn["cart-availability-1h"].metric_query : query.id => query.metric[0].metric_name if length(query.metric) > 0 } == { bad00 = "HTTPCode_Target_5XX_Count", bad01 = "TargetConnectionErrorCount", total0 = "RequestCount" }
    error_message = "Bad are the server errors and the targets that could not be reached, of all requests."
  }

  assert {
    condition     = { for query in aws_cloudwatch_metric_alarm.burn["cart-latency-5m"].metric_query : query.id => query.metric[0].stat if length(query.metric) > 0 } == { bad00 = "TC(0.5:)", total0 = "SampleCount" }
    error_message = "Slow are the requests over 0.5 s, of all that were measured."
  }

  assert {
    condition     = strcontains({ for query in aws_cloudwatch_metric_alarm.burn["cart-latency-5m"].metric_query : query.id => query.expression if query.return_data }["burn"], "/ 0.050000, 0)")
    error_message = "A p95 promises 95 %: its budget is 0.05."
  }

  assert {
    condition = (length([for query in aws_cloudwatch_metric_alarm.burn["order-availability-1h"].metric_query : query if length(query.metric) > 0]) == 6 &&
    toset([for query in aws_cloudwatch_metric_alarm.burn["order-availability-1h"].metric_query : query.metric[0].dimensions.TargetGroup if length(query.metric) > 0]) == toset(["targetgroup/order/1", "targetgroup/order/2"]))
    error_message = "With blue/green the traffic changes between two target groups: both count, or a deployment blinds the alarm."
  }

  assert {
    condition     = strcontains({ for query in aws_cloudwatch_metric_alarm.burn["order-availability-1h"].metric_query : query.id => query.expression if query.return_data }["burn"], "(FILL(total0, 0) + FILL(total1, 0)) / 0.005000, 0)")
    error_message = "99.5 %: the requests of both groups, by 0.005."
  }
}

run "a_latency_may_promise_more_than_95_percent" {
  command = plan

  variables {
    slo = { cart = { load_balancer_arn_suffix = "app/shop/1", target_group_arn_suffix = "targetgroup/cart/1", latency_percent = 99, latency_seconds = 0.25 } }
  }

  assert {
    condition = { for query in aws_cloudwatch_metric_alarm.burn["cart-latency-1h"].metric_query : query.id => coalesce(query.expression, try(query.metric[0].stat, "")) } == {
      burn = "IF((FILL(bad00, 0)) >= 10, (FILL(bad00, 0)) / (FILL(total0, 0)) / 0.010000, 0)", bad00 = "TC(0.25:)", total0 = "SampleCount"
    }
    error_message = "99 % within 0.25 s: the requests over it, by 0.01; found ${jsonencode([for query in aws_cloudwatch_metric_alarm.burn["cart-latency-1h"].metric_query : query.expression])}."
  }

  assert {
    condition     = strcontains(aws_cloudwatch_composite_alarm.page["cart-latency"].alarm_description, "99 % of requests within 0.25 s")
    error_message = "The alarm must say what was promised; found ${aws_cloudwatch_composite_alarm.page["cart-latency"].alarm_description}."
  }
}

run "what_the_load_balancer_answers_itself_counts_where_it_is_alone" {
  command = plan

  variables {
    slo = { cart = { load_balancer_arn_suffix = "app/shop/1", target_group_arn_suffixes = { primary = "targetgroup/cart/1", alternate = "targetgroup/cart/2" }, own_load_balancer = true } }
  }

  assert {
    condition = ({ for query in aws_cloudwatch_metric_alarm.burn["cart-availability-1h"].metric_query : query.id => query.expression if query.return_data }["burn"] ==
    "IF((FILL(bad00, 0) + FILL(bad10, 0) + FILL(refused, 0)) >= 10, (FILL(bad00, 0) + FILL(bad10, 0) + FILL(refused, 0)) / (FILL(total0, 0) + FILL(total1, 0) + FILL(refused, 0)) / 0.001000, 0)")
    error_message = "Without a single target every request fails, and no group counts one; found ${jsonencode([for query in aws_cloudwatch_metric_alarm.burn["cart-availability-1h"].metric_query : query.expression])}."
  }

  assert {
    condition = { for query in aws_cloudwatch_metric_alarm.burn["cart-availability-1h"].metric_query : query.id => "${query.metric[0].metric_name} ${join(",", keys(query.metric[0].dimensions))}" if length(query.metric) > 0 } == {
      bad00  = "HTTPCode_Target_5XX_Count LoadBalancer,TargetGroup", bad10 = "HTTPCode_Target_5XX_Count LoadBalancer,TargetGroup", refused = "HTTPCode_ELB_5XX_Count LoadBalancer"
      total0 = "RequestCount LoadBalancer,TargetGroup", total1 = "RequestCount LoadBalancer,TargetGroup"
    }
    error_message = "The load balancer's own answers have no group, and connections that were refused are among them."
  }

  assert {
    condition     = length([for query in aws_cloudwatch_metric_alarm.burn["cart-latency-1h"].metric_query : query if query.id == "refused"]) == 0
    error_message = "What was not answered by a target has no time."
  }
}

run "only_what_is_worth_it_tells_somebody" {
  command = apply

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.burn : length(coalesce(alarm.alarm_actions, [])) == 0 && alarm.treat_missing_data == "notBreaching"])
    error_message = "A single window tells nobody, and no requests are no failures."
  }

  assert {
    condition     = alltrue([for alarm in concat(values(aws_cloudwatch_composite_alarm.page), values(aws_cloudwatch_composite_alarm.ticket)) : alarm.alarm_actions == toset([aws_sns_topic.alarms.arn])])
    error_message = "Pages and tickets must reach the topic."
  }

  assert {
    condition     = toset(keys(output.slo_alarm_arns)) == toset(["cart-availability", "cart-latency", "order-availability"]) && output.slo_alarm_arns["cart-latency"] == aws_cloudwatch_composite_alarm.page["cart-latency"].arn
    error_message = "A service with the latency_seconds 0 promises no latency; found ${jsonencode(keys(output.slo_alarm_arns))}."
  }

  assert {
    condition     = output.burn_alarm_arn == aws_cloudwatch_composite_alarm.any[0].arn && length(split(" OR ", aws_cloudwatch_composite_alarm.any[0].alarm_rule)) == 3
    error_message = "One alarm must stand for all pages, for those who can watch only a few."
  }

  assert {
    condition     = strcontains(aws_cloudwatch_composite_alarm.page["cart-latency"].alarm_description, "https://example.com/runbooks/slo-latency") && strcontains(aws_cloudwatch_composite_alarm.page["order-availability"].alarm_description, "https://example.com/runbooks/slo-availability")
    error_message = "Who is called at night needs the runbook of the alarm."
  }
}

run "without_promises_there_are_no_alarms" {
  command = plan

  variables {
    slo = {}
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.burn) + length(aws_cloudwatch_composite_alarm.page) + length(aws_cloudwatch_composite_alarm.any) == 0 && output.burn_alarm_arn == null
    error_message = "Without a promise no alarm may be made, nor charged."
  }
}
