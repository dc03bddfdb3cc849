provider "aws" {
  region = "eu-west-1"
}

variables {
  zone_id = "Z0123456789ABC"
}

run "the_only_one_has_the_name_to_itself" {
  command = apply

  assert {
    condition     = aws_route53_record.this["shop.example"].set_identifier == null && length(aws_route53_record.this["shop.example"].failover_routing_policy) == 0 && aws_route53_record.this["shop.example"].alias[0].evaluate_target_health
    error_message = "a load balancer without a sister has a record that waits for one"
  }

  assert {
    condition     = output.health_check_id == null && length(aws_cloudwatch_metric_alarm.primary) == 0
    error_message = "a health check is paid for that decides nothing"
  }
}

run "the_primary_has_the_name_while_it_answers" {
  command = apply

  variables {
    failover = { role = "primary", topic_arns = ["arn:aws:sns:us-east-1:123456789012:far"], runbook_url = "https://example.com/runbooks" }
  }

  assert {
    condition     = aws_route53_record.this["shop.example"].failover_routing_policy[0].type == "PRIMARY" && aws_route53_record.this["shop.example"].set_identifier == "primary" && aws_route53_record.this["shop.example"].health_check_id == aws_route53_health_check.primary[0].id
    error_message = "the name does not depend on the health check of the primary"
  }

  assert {
    condition     = aws_route53_health_check.primary[0].fqdn == aws_lb.this.dns_name && aws_route53_health_check.primary[0].type == "HTTPS" && aws_route53_health_check.primary[0].resource_path == "/" && output.health_check_id == aws_route53_health_check.primary[0].id
    error_message = "the primary is not asked by its own name: asked by the shared one it would be well as soon as the secondary answers"
  }

  assert {
    condition     = !aws_route53_health_check.primary[0].disabled && !aws_route53_health_check.primary[0].invert_healthcheck
    error_message = "the primary would never have the name"
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.primary[0].region == "us-east-1" && aws_cloudwatch_metric_alarm.primary[0].alarm_actions == toset(["arn:aws:sns:us-east-1:123456789012:far"])
    error_message = "Route 53 has its metrics in us-east-1 alone, and a region that is lost tells nobody"
  }

  assert {
    condition     = endswith(aws_cloudwatch_metric_alarm.primary[0].alarm_description, "Runbook: https://example.com/runbooks/region-loss.md")
    error_message = "the alarm does not say what to do: ${aws_cloudwatch_metric_alarm.primary[0].alarm_description}"
  }
}

run "a_primary_out_of_service_does_not_come_back_by_itself" {
  command = apply

  variables {
    failover = { role = "primary", in_service = false }
  }

  assert {
    condition     = aws_route53_health_check.primary[0].disabled && aws_route53_health_check.primary[0].invert_healthcheck
    error_message = "a region that comes back would take the name, and orders, with data that is old"
  }
}

run "the_secondary_answers_whatever_happens" {
  command = apply

  variables {
    failover = { role = "secondary" }
  }

  assert {
    condition     = aws_route53_record.this["shop.example"].failover_routing_policy[0].type == "SECONDARY" && aws_route53_record.this["shop.example"].set_identifier == "secondary" && aws_route53_record.this["shop.example"].health_check_id == null && !aws_route53_record.this["shop.example"].alias[0].evaluate_target_health
    error_message = "where both are ill, nobody would answer"
  }

  assert {
    condition     = length(aws_route53_health_check.primary) == 0
    error_message = "the secondary has a health check, which would decide nothing"
  }
}

run "refuses_a_role_that_is_none" {
  command = plan
  variables { failover = { role = "standby" } }
  expect_failures = [var.failover]
}

run "refuses_failover_within_the_vpc" {
  command = plan
  variables {
    internal = true
    failover = { role = "primary" }
  }
  expect_failures = [var.failover]
}

run "refuses_failover_without_a_record" {
  command = plan
  variables {
    zone_id  = null
    failover = { role = "primary" }
  }
  expect_failures = [var.failover]
}

run "refuses_to_ask_a_management_path" {
  command = plan
  variables { failover = { role = "primary", health_path = "/health/ready" } }
  expect_failures = [var.failover]
}

run "refuses_a_secondary_out_of_service" {
  command = plan
  variables { failover = { role = "secondary", in_service = false } }
  expect_failures = [var.failover]
}

run "refuses_a_topic_that_the_alarm_cannot_reach" {
  command = plan
  variables { failover = { role = "primary", topic_arns = ["arn:aws:sns:eu-west-1:123456789012:alarms"] } }
  expect_failures = [var.failover]
}
