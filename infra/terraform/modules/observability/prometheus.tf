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
        group_by        = ["alertname", "job"]
        group_wait      = "30s"
        group_interval  = "5m"
        repeat_interval = "4h"
      }
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
  # Of what a collector can do, the least: receive spans of its own task, scrape it, send both on. Logs go by the log driver.
  collector = { for service in var.services : service => {
    extensions = var.prometheus ? { sigv4auth = { region = local.region, service = "aps" } } : {}

    receivers = merge(
      { otlp = { protocols = { grpc = { endpoint = "localhost:4317" }, http = { endpoint = "localhost:4318" } } } },
      var.prometheus ? { prometheus = { config = { scrape_configs = [{
        job_name        = service
        scrape_interval = "30s"
        scrape_timeout  = "10s"
        static_configs  = [{ targets = ["localhost:9090"] }]
      }] } } } : {},
    )

    processors = merge(
      {
        memory_limiter    = { check_interval = "1s", limit_percentage = 75, spike_limit_percentage = 20 }
        resourcedetection = { detectors = ["env", "ecs"], timeout = "5s", override = false }
        batch             = { timeout = "5s" }
      },
      # Every task scrapes "localhost:9090": without this all tasks would write the same series.
      var.prometheus ? { "resource/instance" = { attributes = [{ key = "service.instance.id", from_attribute = "aws.ecs.task.arn", action = "upsert" }] } } : {},
    )

    exporters = merge(
      { awsxray = { region = local.region } },
      var.prometheus ? { prometheusremotewrite = {
        endpoint        = "${aws_prometheus_workspace.this[0].prometheus_endpoint}api/v1/remote_write"
        auth            = { authenticator = "sigv4auth" }
        external_labels = { environment = var.environment }
      } } : {},
    )

    service = {
      extensions = var.prometheus ? ["sigv4auth"] : []
      telemetry  = { logs = { level = "warn" } }
      pipelines = merge(
        { traces = { receivers = ["otlp"], processors = ["memory_limiter", "resourcedetection", "batch"], exporters = ["awsxray"] } },
        var.prometheus ? { metrics = {
          receivers  = ["prometheus"]
          processors = ["memory_limiter", "resourcedetection", "resource/instance", "batch"]
          exporters  = ["prometheusremotewrite"]
        } } : {},
      )
    }
  } }
}
