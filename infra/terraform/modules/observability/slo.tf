locals {
  # Burn 1 uses up the budget of a month exactly within it. At 14.4 two percent of it are gone in an hour, at 6 five percent in six hours:
  # somebody has to come. A tenth in a day or three days can wait for the morning.
  windows = {
    "1h"  = { burn = 14.4, period = 3600, datapoints = 1 }
    "5m"  = { burn = 14.4, period = 300, datapoints = 1 }
    "6h"  = { burn = 6, period = 21600, datapoints = 1 }
    "30m" = { burn = 6, period = 1800, datapoints = 1 }
    "24h" = { burn = 3, period = 86400, datapoints = 1 }
    # CloudWatch knows no longer period than a day: each of the last three.
    "3d" = { burn = 1, period = 86400, datapoints = 3 }
  }

  groups = { for service, slo in var.slo : service =>
    length(slo.target_group_arn_suffixes) > 0 ? values(slo.target_group_arn_suffixes) : [slo.target_group_arn_suffix]
  }

  # Two promises of a service, both as a share of bad requests: those that failed, and those that were slow.
  objectives = merge(
    { for service, slo in var.slo : "${service}-availability" => {
      service = service
      promise = "${slo.availability} % of requests without a server error"
      budget  = (100 - slo.availability) / 100
      # A target that cannot be reached is no answer of the target, so it is counted apart: by group, or with all else that the load balancer
      # answers itself, where the service has one of its own.
      bad   = [for metric in slo.own_load_balancer ? ["HTTPCode_Target_5XX_Count"] : ["HTTPCode_Target_5XX_Count", "TargetConnectionErrorCount"] : { metric = metric, stat = "Sum" }]
      total = { metric = "RequestCount", stat = "Sum" }
      # It is in no group, and without a target in no RequestCount: it counts as a request of its own. One that ran into a time-out is in both, which
      # makes a burn that is far too fast look half as fast at worst.
      refused = slo.own_load_balancer ? [{ id = "refused", metric = "HTTPCode_ELB_5XX_Count", stat = "Sum", group = null }] : []
    } },
    { for service, slo in var.slo : "${service}-latency" => {
      service = service
      promise = "${slo.latency_percent} % of requests within ${slo.latency_seconds} s"
      budget  = (100 - slo.latency_percent) / 100
      bad     = [{ metric = "TargetResponseTime", stat = "TC(${slo.latency_seconds}:)" }]
      total   = { metric = "TargetResponseTime", stat = "SampleCount" }
      refused = []
    } if slo.latency_seconds > 0 },
  )

  burns = { for pair in setproduct(keys(local.objectives), keys(local.windows)) : "${pair[0]}-${pair[1]}" => merge(local.windows[pair[1]], {
    objective = pair[0]
    window    = pair[1]
    slo       = var.slo[local.objectives[pair[0]].service]
    bad = flatten([for group, suffix in local.groups[local.objectives[pair[0]].service] : [
      for index, metric in local.objectives[pair[0]].bad : merge(metric, { id = "bad${group}${index}", group = suffix })
    ]])
    total = [for group, suffix in local.groups[local.objectives[pair[0]].service] :
      merge(local.objectives[pair[0]].total, { id = "total${group}", group = suffix })
    ]
    refused = local.objectives[pair[0]].refused
  }) }
}

resource "aws_cloudwatch_metric_alarm" "burn" {
  for_each = local.burns

  alarm_name          = "${var.name}-burn-${each.key}"
  alarm_description   = "The budget of \"${local.objectives[each.value.objective].promise}\" burns over ${each.value.burn} times too fast within ${each.value.window}. Tells nobody by itself."
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.burn
  evaluation_periods  = each.value.datapoints
  datapoints_to_alarm = each.value.datapoints
  # No requests are no failures. That nothing runs at all is told by the alarm of the healthy targets.
  treat_missing_data = "notBreaching"
  tags               = var.tags

  metric_query {
    id          = "burn"
    label       = "burn rate"
    return_data = true
    expression = format("IF((%s) >= %d, (%s) / (%s) / %.6f, 0)",
      join(" + ", [for metric in concat(each.value.bad, each.value.refused) : "FILL(${metric.id}, 0)"]),
      each.value.slo.minimum_failures,
      join(" + ", [for metric in concat(each.value.bad, each.value.refused) : "FILL(${metric.id}, 0)"]),
      join(" + ", [for metric in concat(each.value.total, each.value.refused) : "FILL(${metric.id}, 0)"]),
      local.objectives[each.value.objective].budget,
    )
  }

  dynamic "metric_query" {
    for_each = concat(each.value.bad, each.value.total, each.value.refused)

    content {
      id          = metric_query.value.id
      return_data = false

      metric {
        namespace   = "AWS/ApplicationELB"
        metric_name = metric_query.value.metric
        stat        = metric_query.value.stat
        period      = each.value.period
        dimensions = merge(
          { LoadBalancer = each.value.slo.load_balancer_arn_suffix },
          metric_query.value.group == null ? {} : { TargetGroup = metric_query.value.group },
        )
      }
    }
  }
}

locals {
  alarm_of = { for key in keys(local.burns) : key => "ALARM(\"${aws_cloudwatch_metric_alarm.burn[key].alarm_name}\")" }
}

# A long window says that it matters, the short one that it still goes on: the alarm ends soon after the fault.
resource "aws_cloudwatch_composite_alarm" "page" {
  for_each = local.objectives

  alarm_name = "${var.name}-slo-${each.key}-page"
  alarm_description = join(" ", compact([
    "PAGE: ${each.value.service} breaks its promise of ${each.value.promise}, fast enough to use up the month's budget in days.",
    var.runbook_url == null ? null : "Runbook: ${var.runbook_url}/slo-${endswith(each.key, "-latency") ? "latency" : "availability"}.md",
  ]))
  alarm_rule    = "(${local.alarm_of["${each.key}-1h"]} AND ${local.alarm_of["${each.key}-5m"]}) OR (${local.alarm_of["${each.key}-6h"]} AND ${local.alarm_of["${each.key}-30m"]})"
  alarm_actions = [aws_sns_topic.alarms.arn]
  ok_actions    = [aws_sns_topic.alarms.arn]
  tags          = var.tags
}

resource "aws_cloudwatch_composite_alarm" "ticket" {
  for_each = local.objectives

  alarm_name = "${var.name}-slo-${each.key}-ticket"
  alarm_description = join(" ", compact([
    "TICKET: ${each.value.service} slowly breaks its promise of ${each.value.promise}; look at it on the next working day.",
    var.runbook_url == null ? null : "Runbook: ${var.runbook_url}/slo-${endswith(each.key, "-latency") ? "latency" : "availability"}.md",
  ]))
  alarm_rule    = "${local.alarm_of["${each.key}-24h"]} OR ${local.alarm_of["${each.key}-3d"]}"
  alarm_actions = [aws_sns_topic.alarms.arn]
  tags          = var.tags
}

# One alarm for all, where only a few can be watched: a deployment of flags takes five. Without requests it is OK, never without data, which
# would take every deployment back.
resource "aws_cloudwatch_composite_alarm" "any" {
  count = length(var.slo) > 0 ? 1 : 0

  alarm_name        = "${var.name}-slo-any"
  alarm_description = "A service breaks a promise fast; takes deployments of flags back. Tells nobody by itself."
  alarm_rule        = join(" OR ", [for key in keys(local.objectives) : "ALARM(\"${aws_cloudwatch_composite_alarm.page[key].alarm_name}\")"])
  tags              = var.tags
}
