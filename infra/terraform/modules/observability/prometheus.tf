resource "aws_prometheus_workspace" "this" {
  count = var.prometheus ? 1 : 0

  alias       = var.name
  kms_key_arn = var.kms_key_arn
  tags        = var.tags
}

resource "aws_prometheus_rule_group_namespace" "this" {
  for_each = var.rule_files

  name         = each.key
  workspace_id = aws_prometheus_workspace.this[0].id
  data         = each.value
  tags         = var.tags
}

resource "aws_prometheus_alert_manager_definition" "this" {
  count = length(var.rule_files) > 0 ? 1 : 0

  workspace_id = aws_prometheus_workspace.this[0].id
  definition = yamlencode({
    alertmanager_config = yamlencode({
      route = {
        receiver        = "topic"
        group_by        = ["alertname", "job", "service"]
        group_wait      = "30s"
        group_interval  = "5m"
        repeat_interval = "4h"
      }
      inhibit_rules = var.inhibit_rules
      receivers = [{
        name = "topic"
        sns_configs = [{
          topic_arn     = aws_sns_topic.alarms.arn
          sigv4         = { region = local.region }
          send_resolved = true
        }]
      }]
    })
  })
}

locals {
  # Where each collector finds the metrics; a service that is not here has none, or nobody to send them to.
  scraped = { for service in var.services : service => merge(
    lookup(var.metrics, service, local.standard_metrics),
    var.management_port == null ? {} : { port = var.management_port },
  ) if var.prometheus && lookup(var.metrics, service, local.standard_metrics) != null }

  standard_metrics = { path = "/metrics", port = 9090, scheme = "http" }

  # Of what a collector can do, the least: receive spans of its own task, scrape it, send both on. Logs go by the log driver.
  collector = { for service in var.services : service => {
    extensions = contains(keys(local.scraped), service) ? { sigv4auth = { region = local.region, service = "aps" } } : {}

    receivers = merge(
      { otlp = { protocols = { grpc = { endpoint = "localhost:4317" }, http = { endpoint = "localhost:4318" } } } },
      contains(keys(local.scraped), service) ? { prometheus = { config = { scrape_configs = [{
        job_name        = service
        scrape_interval = "30s"
        scrape_timeout  = "10s"
        scheme          = local.scraped[service].scheme
        metrics_path    = local.scraped[service].path
        static_configs  = [{ targets = ["localhost:${local.scraped[service].port}"], labels = { service = service } }]
        # Within the task no certificate has the name localhost.
        tls_config = { insecure_skip_verify = local.scraped[service].scheme == "https" }
      }] } } } : {},
    )

    processors = merge(
      {
        memory_limiter    = { check_interval = "1s", limit_percentage = 75, spike_limit_percentage = 20 }
        resourcedetection = { detectors = ["env", "ecs"], timeout = "5s", override = false }
        batch             = { timeout = "5s" }
      },
      # Every task scrapes the same "localhost" and port: without this all tasks would write the same series.
      contains(keys(local.scraped), service) ? { "resource/instance" = { attributes = [{ key = "service.instance.id", from_attribute = "aws.ecs.task.arn", action = "upsert" }] } } : {},
    )

    exporters = merge(
      { awsxray = { region = local.region } },
      contains(keys(local.scraped), service) ? { prometheusremotewrite = {
        endpoint        = "${aws_prometheus_workspace.this[0].prometheus_endpoint}api/v1/remote_write"
        auth            = { authenticator = "sigv4auth" }
        external_labels = { environment = var.environment }
      } } : {},
    )

    service = {
      extensions = contains(keys(local.scraped), service) ? ["sigv4auth"] : []
      telemetry  = { logs = { level = "warn" } }
      pipelines = merge(
        { traces = { receivers = ["otlp"], processors = ["memory_limiter", "resourcedetection", "batch"], exporters = ["awsxray"] } },
        contains(keys(local.scraped), service) ? { metrics = {
          receivers  = ["prometheus"]
          processors = ["memory_limiter", "resourcedetection", "resource/instance", "batch"]
          exporters  = ["prometheusremotewrite"]
        } } : {},
      )
    }
  } }
}
