resource "aws_guardduty_detector" "this" {
  count = var.guard_duty ? 1 : 0

  enable                       = true
  finding_publishing_frequency = "FIFTEEN_MINUTES"
  tags                         = var.tags
}

# Reads what containers do while they run; on Fargate GuardDuty adds its own sidecar.
resource "aws_guardduty_detector_feature" "runtime" {
  count = var.guard_duty ? 1 : 0

  detector_id = aws_guardduty_detector.this[0].id
  name        = "RUNTIME_MONITORING"
  status      = "ENABLED"

  additional_configuration {
    name   = "ECS_FARGATE_AGENT_MANAGEMENT"
    status = "ENABLED"
  }
}

locals {
  runbook = var.runbook_url == null ? "" : " Runbook: ${var.runbook_url}/security.md"

  # Medium and above; what is below asks for nothing at night.
  findings = merge(
    var.guard_duty ? {
      guard-duty = {
        source = "aws.guardduty", type = "GuardDuty Finding", detail = { severity = [{ numeric = [">=", 4] }] }
        paths  = { title = "$.detail.title", severity = "$.detail.severity", id = "$.detail.id" }
        text   = "GuardDuty found, with severity <severity>: <title>. Finding <id>."
      }
    } : {},
    local.records ? {
      config = {
        source = "aws.config", type = "Config Rules Compliance Change", detail = { messageType = ["ComplianceChangeNotification"], newEvaluationResult = { complianceType = ["NON_COMPLIANT"] }, configRuleName = [{ prefix = "${var.name}-" }] }
        paths  = { rule = "$.detail.configRuleName", kind = "$.detail.resourceType", id = "$.detail.resourceId" }
        text   = "<kind> <id> no longer keeps to the rule <rule>."
      }
    } : {},
  )
}

resource "aws_cloudwatch_event_rule" "finding" {
  for_each = local.findings

  name        = "${var.name}-${each.key}"
  description = "Tells of what ${each.key} finds"
  tags        = var.tags

  event_pattern = jsonencode({
    source        = [each.value.source]
    "detail-type" = [each.value.type]
    detail        = each.value.detail
  })
}

resource "aws_cloudwatch_event_target" "finding" {
  for_each = aws_cloudwatch_event_rule.finding

  rule      = each.value.name
  target_id = "topic"
  arn       = var.alarm_topic_arn

  input_transformer {
    input_paths    = local.findings[each.key].paths
    input_template = "\"${var.name}: ${local.findings[each.key].text}${local.runbook}\""
  }
}
