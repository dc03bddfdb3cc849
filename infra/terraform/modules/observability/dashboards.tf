locals {
  graph = { region = local.region, view = "timeSeries", period = 60 }

  # By service and target group, the dimensions of its metrics at the load balancer.
  alb = { for service, slo in var.slo : service => [
    for suffix in local.groups[service] : ["LoadBalancer", slo.load_balancer_arn_suffix, "TargetGroup", suffix]
  ] }

  recent_errors = "filter level in [\"Error\", \"Critical\"] | fields timestamp, service, message, error.type, trace_id | sort @timestamp desc | limit 50"

  # Series of every target group of some services: for each a line of [namespace, metric, dimensions…, options].
  series = { for service in concat(keys(var.slo), ["*"]) : service => {
    for name, metric in {
      requests = { metric = "RequestCount", stat = "Sum" }
      errors   = { metric = "HTTPCode_Target_5XX_Count", stat = "Sum" }
      refused  = { metric = "TargetConnectionErrorCount", stat = "Sum" }
      p50      = { metric = "TargetResponseTime", stat = "p50" }
      p95      = { metric = "TargetResponseTime", stat = "p95" }
      p99      = { metric = "TargetResponseTime", stat = "p99" }
      healthy  = { metric = "HealthyHostCount", stat = "Minimum" }
      } : name => concat([], [for owner, groups in local.alb : [
        for dimensions in groups : concat(["AWS/ApplicationELB", metric.metric], dimensions, [{ stat = metric.stat, label = service == "*" ? owner : name }])
    ] if service == "*" || service == owner]...)
  } }

  ecs = { for service in var.services : service => var.cluster_name == null ? [] : [
    { title = "CPU and memory, percent", metrics = [for metric in ["CPUUtilization", "MemoryUtilization"] :
    ["AWS/ECS", metric, "ClusterName", var.cluster_name, "ServiceName", service, { stat = "Average" }]] },
    { title = "Tasks", metrics = [for metric in ["RunningTaskCount", "DesiredTaskCount"] :
    ["ECS/ContainerInsights", metric, "ClusterName", var.cluster_name, "ServiceName", service, { stat = "Average" }]] },
  ] }

  database = var.database_identifier == null ? [] : [for title, metrics in {
    "Database: CPU, percent"           = ["CPUUtilization"]
    "Database: connections"            = ["DatabaseConnections"]
    "Database: free storage, bytes"    = ["FreeStorageSpace"]
    "Database: latency of the disk, s" = ["ReadLatency", "WriteLatency"]
    } : { title = title, metrics = [for metric in metrics :
  ["AWS/RDS", metric, "DBInstanceIdentifier", var.database_identifier, { stat = "Average" }]] }]

  shop_graphs = concat(
    length(var.slo) == 0 ? [] : [
      { title = "Requests a minute", metrics = local.series["*"].requests },
      { title = "Server errors a minute", metrics = concat(local.series["*"].errors, local.series["*"].refused) },
      { title = "p95, s", metrics = local.series["*"].p95 },
      { title = "Healthy targets", metrics = local.series["*"].healthy },
    ],
    local.database,
  )

  service_graphs = { for service in var.services : service => concat(
    !contains(keys(var.slo), service) ? [] : [
      { title = "Requests a minute", metrics = local.series[service].requests },
      { title = "Server errors a minute", metrics = concat(local.series[service].errors, local.series[service].refused) },
      { title = "p50, p95, p99, s", metrics = concat(local.series[service].p50, local.series[service].p95, local.series[service].p99) },
      { title = "Healthy targets", metrics = local.series[service].healthy },
    ],
    local.ecs[service],
  ) }

  promises = { for service in concat(tolist(var.services), ["*"]) : service => flatten([for key, objective in local.objectives :
    [aws_cloudwatch_composite_alarm.page[key].arn, aws_cloudwatch_composite_alarm.ticket[key].arn] if service == "*" || service == objective.service
  ]) }
}

resource "aws_cloudwatch_dashboard" "shop" {
  dashboard_name = var.name
  dashboard_body = jsonencode({ widgets = concat(
    length(local.promises["*"]) == 0 ? [] : [{ type = "alarm", width = 24, height = 3, properties = { title = "Promises", alarms = local.promises["*"] } }],
    [for graph in local.shop_graphs : { type = "metric", width = 12, height = 6, properties = merge(local.graph, graph) }],
    [{ type = "log", width = 24, height = 8, properties = {
      title  = "Errors of all services"
      region = local.region
      view   = "table"
      query  = "${join(" | ", [for group in aws_cloudwatch_log_group.service : "SOURCE '${group.name}'"])} | ${local.recent_errors}"
    } }],
  ) })
}

resource "aws_cloudwatch_dashboard" "service" {
  for_each = var.services

  dashboard_name = "${var.name}-${each.value}"
  dashboard_body = jsonencode({ widgets = concat(
    length(local.promises[each.value]) == 0 ? [] : [{ type = "alarm", width = 24, height = 2, properties = { title = "Promises", alarms = local.promises[each.value] } }],
    [for graph in local.service_graphs[each.value] : { type = "metric", width = 12, height = 6, properties = merge(local.graph, graph) }],
    [{ type = "log", width = 24, height = 8, properties = {
      title  = "Errors"
      region = local.region
      view   = "table"
      query  = "SOURCE '${aws_cloudwatch_log_group.service[each.value].name}' | ${local.recent_errors}"
    } }],
  ) })
}
