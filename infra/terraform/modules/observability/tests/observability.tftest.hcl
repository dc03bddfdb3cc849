provider "aws" {
  region = "eu-west-1"
}

variables {
  name         = "grocery-dev"
  environment  = "dev"
  kms_key_arn  = "arn:aws:kms:eu-west-1:123456789012:key/data"
  services     = ["cart", "order"]
  alarm_emails = ["team@example.com"]
}

run "logs_are_encrypted_and_end" {
  command = apply

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.service : group.kms_key_id == var.kms_key_arn && group.retention_in_days == 30])
    error_message = "Every log group needs the key and an end."
  }

  assert {
    condition     = output.log_groups["cart"].name == "/grocery-dev/cart" && output.log_groups["cart"].arn == aws_cloudwatch_log_group.service["cart"].arn
    error_message = "Each service must get its own log group; found ${jsonencode(output.log_groups)}."
  }
}

run "alarms_reach_somebody" {
  command = apply

  assert {
    condition     = aws_sns_topic.alarms.kms_master_key_id == var.kms_key_arn && aws_sns_topic_subscription.email["team@example.com"].topic_arn == aws_sns_topic.alarms.arn
    error_message = "The topic must be encrypted by the key, and the addresses subscribed."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_sns_topic_policy.alarms.policy).Statement : statement.Sid == "Events" || try(statement.Condition.StringEquals["aws:SourceAccount"] == "123456789012", false)])
    error_message = "Services of AWS may publish for this account alone; EventBridge, which sends no account, is the exception. The policy is ${aws_sns_topic_policy.alarms.policy}."
  }

  assert {
    condition     = alltrue([for publisher in ["cloudwatch", "events.rds", "budgets", "costalerts", "events", "aps"] : strcontains(aws_sns_topic_policy.alarms.policy, "\"${publisher}.amazonaws.com\"")])
    error_message = "Alarms, database events, budgets, EventBridge and Prometheus all need to publish; the policy is ${aws_sns_topic_policy.alarms.policy}."
  }

  assert {
    condition     = output.publishers == toset(flatten([for statement in jsondecode(aws_sns_topic_policy.alarms.policy).Statement : statement.Principal.Service]))
    error_message = "The output says who needs the key of the topic: those of its policy, no more and no less; it says ${jsonencode(output.publishers)}."
  }
}

run "further_services_may_publish_for_this_account" {
  command = apply

  variables {
    publishers = ["codestar-notifications.amazonaws.com"]
  }

  assert {
    condition     = length([for statement in jsondecode(aws_sns_topic_policy.alarms.policy).Statement : statement if statement.Sid == "ServicesForThisAccount" && contains(flatten([statement.Principal.Service]), "codestar-notifications.amazonaws.com")]) == 1
    error_message = "A further publisher must be let in under the same condition; the policy is ${aws_sns_topic_policy.alarms.policy}."
  }
}

run "the_collector_tells_tasks_apart" {
  command = apply

  assert {
    condition     = yamldecode(output.collector_config["cart"]).processors["resource/instance"].attributes[0].from_attribute == "aws.ecs.task.arn" && contains(yamldecode(output.collector_config["cart"]).service.pipelines.metrics.processors, "resource/instance")
    error_message = "Every task scrapes the same localhost: without its own instance label all tasks would write the same series."
  }

  assert {
    condition     = yamldecode(output.collector_config["cart"]).exporters.prometheusremotewrite.endpoint == output.prometheus_remote_write_url && yamldecode(output.collector_config["cart"]).extensions.sigv4auth.service == "aps"
    error_message = "Metrics must go to the workspace, signed for it."
  }

  assert {
    condition     = yamldecode(output.collector_config["cart"]).receivers.prometheus.config.scrape_configs[0].job_name == "cart" && yamldecode(output.collector_config["order"]).receivers.prometheus.config.scrape_configs[0].job_name == "order"
    error_message = "The job must be the service, as the alert rules expect."
  }

  assert {
    condition = alltrue([for pipeline in values(yamldecode(output.collector_config["cart"]).service.pipelines) : alltrue([
      length(setsubtract(pipeline.receivers, keys(yamldecode(output.collector_config["cart"]).receivers))) == 0,
      length(setsubtract(pipeline.processors, keys(yamldecode(output.collector_config["cart"]).processors))) == 0,
      length(setsubtract(pipeline.exporters, keys(yamldecode(output.collector_config["cart"]).exporters))) == 0,
      pipeline.processors[0] == "memory_limiter",
    ])])
    error_message = "A pipeline names a part that is not there, or does not begin with memory_limiter: the collector would not start, or take the task's memory."
  }

  assert {
    condition     = alltrue([for receiver in ["grpc", "http"] : startswith(yamldecode(output.collector_config["cart"]).receivers.otlp.protocols[receiver].endpoint, "localhost:")])
    error_message = "The collector may listen for its own task alone."
  }

  assert {
    condition     = output.collector_environment_variables.OTEL_METRICS_EXPORTER == "prometheus"
    error_message = "A service that is scraped must not send its metrics too: the collector has no pipeline for them, and each export would fail."
  }
}

run "a_service_is_scraped_where_its_contract_says" {
  command = apply

  variables {
    services        = ["cart", "order", "summary"]
    management_port = null
    metrics         = { cart = { path = "/internal/metrics", port = 8081, scheme = "https" }, order = null }
  }

  assert {
    condition = { for key, value in yamldecode(output.collector_config["cart"]).receivers.prometheus.config.scrape_configs[0] : key => value if contains(["metrics_path", "scheme", "static_configs"], key) } == {
      metrics_path = "/internal/metrics", scheme = "https", static_configs = [{ targets = ["localhost:8081"], labels = { service = "cart" } }]
    }
    error_message = "Scraped elsewhere, cart would have no metrics, and no alert would say so: ${output.collector_config["cart"]}."
  }

  assert {
    condition     = keys(yamldecode(output.collector_config["order"]).service.pipelines) == ["traces"] && keys(yamldecode(output.collector_config["order"]).exporters) == ["awsxray"]
    error_message = "order has no metrics, so its collector must not look for any; found ${output.collector_config["order"]}."
  }

  assert {
    condition     = yamldecode(output.collector_config["summary"]).receivers.prometheus.config.scrape_configs[0].static_configs[0].targets == ["localhost:9090"] && yamldecode(output.collector_config["summary"]).receivers.prometheus.config.scrape_configs[0].metrics_path == "/metrics"
    error_message = "A service that says nothing is scraped where the packages put metrics; found ${output.collector_config["summary"]}."
  }
}

run "the_management_port_counts_more_than_the_contract" {
  command = apply

  variables {
    management_port = 9191
    metrics         = { cart = { path = "/metrics", port = 8080, scheme = "http" } }
  }

  assert {
    condition     = alltrue([for service in ["cart", "order"] : yamldecode(output.collector_config[service]).receivers.prometheus.config.scrape_configs[0].static_configs[0].targets == ["localhost:9191"]])
    error_message = "The module service moves the endpoints to its management_port, so they must be scraped there; found ${output.collector_config["cart"]}."
  }
}

run "without_prometheus_only_traces_are_sent" {
  command = apply

  variables {
    prometheus = false
  }

  assert {
    condition     = keys(yamldecode(output.collector_config["cart"]).service.pipelines) == ["traces"] && output.prometheus_workspace_arn == null && output.prometheus_remote_write_url == null
    error_message = "Without a workspace nothing may be scraped or sent to one."
  }
}

run "rules_alert_to_the_topic" {
  command = apply

  variables {
    rule_files    = { health = "groups: [{ name: health, rules: [{ alert: CheckDown, expr: grocery_health_status == 0 }] }]" }
    inhibit_rules = [{ source_matchers = ["alertname=\"ServiceDown\""], target_matchers = ["severity=\"ticket\""], equal = ["job"] }]
  }

  assert {
    condition     = aws_prometheus_rule_group_namespace.this["health"].data == var.rule_files.health && strcontains(aws_prometheus_alert_manager_definition.this[0].definition, aws_sns_topic.alarms.arn)
    error_message = "The rules must be evaluated as they are, and their alerts reach the topic."
  }

  assert {
    condition     = jsonencode(yamldecode(yamldecode(aws_prometheus_alert_manager_definition.this[0].definition).alertmanager_config).inhibit_rules) == jsonencode(var.inhibit_rules)
    error_message = "What follows from an outage must be held back; the definition is ${aws_prometheus_alert_manager_definition.this[0].definition}."
  }
}

run "grafana_reads_and_no_more" {
  command = apply

  variables {
    grafana = true
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.grafana[0].policy).Statement : alltrue([for action in flatten([statement.Action]) : can(regex(":(Get|List|Query|Describe|BatchGet|Start|Stop)", action))])])
    error_message = "Grafana may read; the policy is ${aws_iam_role_policy.grafana[0].policy}."
  }

  assert {
    condition     = aws_grafana_workspace.this[0].role_arn == aws_iam_role.grafana[0].arn && output.grafana_endpoint == aws_grafana_workspace.this[0].endpoint && aws_grafana_workspace.this[0].kms_key_id == var.kms_key_arn
    error_message = "Grafana must use its own role, and be encrypted."
  }
}

run "a_dashboard_for_the_shop_and_each_service" {
  command = apply

  variables {
    cluster_name        = "grocery-dev"
    database_identifier = "grocery-dev-postgres"
    slo                 = { cart = { load_balancer_arn_suffix = "app/shop/1", target_group_arn_suffix = "targetgroup/cart/1" } }
  }

  assert {
    condition     = join(" ", output.dashboard_names) == "grocery-dev grocery-dev-cart grocery-dev-order"
    error_message = "The shop and each service need a dashboard; found ${jsonencode(output.dashboard_names)}."
  }

  assert {
    condition     = alltrue([for part in ["targetgroup/cart/1", "grocery-dev-postgres", "/grocery-dev/cart", "/grocery-dev/order", "slo-cart-latency-page"] : strcontains(aws_cloudwatch_dashboard.shop.dashboard_body, part)])
    error_message = "The shop's dashboard must show the load balancer, the database, every log and the promises; found ${aws_cloudwatch_dashboard.shop.dashboard_body}."
  }

  assert {
    condition     = strcontains(aws_cloudwatch_dashboard.service["cart"].dashboard_body, "targetgroup/cart/1") && strcontains(aws_cloudwatch_dashboard.service["cart"].dashboard_body, "ECS/ContainerInsights") && !strcontains(aws_cloudwatch_dashboard.service["order"].dashboard_body, "cart")
    error_message = "A service's dashboard must show its own targets and tasks, nobody else's."
  }

  assert {
    condition     = alltrue([for widget in jsondecode(aws_cloudwatch_dashboard.service["cart"].dashboard_body).widgets : widget.type != "metric" || length(try(widget.properties.metrics, [])) > 0])
    error_message = "A graph without a metric is refused by CloudWatch; found ${aws_cloudwatch_dashboard.service["cart"].dashboard_body}."
  }
}

run "its_roles_stay_within_the_boundary" {
  command = plan

  variables {
    grafana              = true
    permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition     = alltrue([for role in aws_iam_role.grafana : role.permissions_boundary == var.permissions_boundary]) && length(aws_iam_role.grafana) == 1
    error_message = "A role goes beyond what whoever deploys it may do."
  }
}

run "refuses_a_boundary_that_is_no_policy" {
  command = plan
  variables { permissions_boundary = "arn:aws:iam::123456789012:role/boundary" }
  expect_failures = [var.permissions_boundary]
}
