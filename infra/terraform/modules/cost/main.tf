resource "aws_budgets_budget" "this" {
  name         = var.name
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = tostring(var.monthly_budget_usd)
  limit_unit   = "USD"
  tags         = var.tags

  dynamic "cost_filter" {
    for_each = length(var.filter_tags) == 0 ? [] : [1]

    content {
      name   = "TagKeyValue"
      values = [for key, value in var.filter_tags : format("user:%s$%s", key, value)]
    }
  }

  dynamic "notification" {
    for_each = concat(
      [for percent in var.thresholds.actual : { type = "ACTUAL", percent = percent }],
      [for percent in var.thresholds.forecast : { type = "FORECASTED", percent = percent }],
    )

    content {
      notification_type          = notification.value.type
      threshold                  = notification.value.percent
      threshold_type             = "PERCENTAGE"
      comparison_operator        = "GREATER_THAN"
      subscriber_email_addresses = var.emails
      subscriber_sns_topic_arns  = [var.alarm_topic_arn]
    }
  }
}

resource "aws_ce_anomaly_monitor" "this" {
  count = length(var.anomaly.monitor_arns) == 0 ? 1 : 0

  name              = var.name
  monitor_type      = length(var.filter_tags) == 0 ? "DIMENSIONAL" : "CUSTOM"
  monitor_dimension = length(var.filter_tags) == 0 ? "SERVICE" : null
  monitor_specification = length(var.filter_tags) == 0 ? null : jsonencode({
    And            = null
    CostCategories = null
    Dimensions     = null
    Not            = null
    Or             = null
    Tags           = { Key = keys(var.filter_tags)[0], MatchOptions = null, Values = values(var.filter_tags) }
  })
  tags = var.tags
}

resource "aws_ce_anomaly_subscription" "this" {
  name = var.name
  # At once, which AWS offers to topics alone; by mail it would be once a day.
  frequency        = "IMMEDIATE"
  monitor_arn_list = concat(var.anomaly.monitor_arns, aws_ce_anomaly_monitor.this[*].arn)
  tags             = var.tags

  subscriber {
    type    = "SNS"
    address = var.alarm_topic_arn
  }

  threshold_expression {
    and {
      dimension {
        key           = "ANOMALY_TOTAL_IMPACT_ABSOLUTE"
        match_options = ["GREATER_THAN_OR_EQUAL"]
        values        = [tostring(var.anomaly.usd)]
      }
    }

    and {
      dimension {
        key           = "ANOMALY_TOTAL_IMPACT_PERCENTAGE"
        match_options = ["GREATER_THAN_OR_EQUAL"]
        values        = [tostring(var.anomaly.percent)]
      }
    }
  }
}

resource "aws_ce_cost_allocation_tag" "this" {
  for_each = var.cost_tags

  tag_key = each.value
  status  = "Active"
}
