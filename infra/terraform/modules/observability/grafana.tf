resource "aws_grafana_workspace" "this" {
  count = var.grafana ? 1 : 0

  name                     = var.name
  account_access_type      = "CURRENT_ACCOUNT"
  authentication_providers = ["AWS_SSO"]
  permission_type          = "CUSTOMER_MANAGED"
  role_arn                 = aws_iam_role.grafana[0].arn
  data_sources             = concat(var.prometheus ? ["PROMETHEUS"] : [], ["CLOUDWATCH", "XRAY"])
  kms_key_id               = var.kms_key_arn
  tags                     = var.tags
}

resource "aws_iam_role" "grafana" {
  count = var.grafana ? 1 : 0

  name                 = "${var.name}-grafana"
  description          = "Grafana reads metrics, traces and the services' logs"
  assume_role_policy   = data.aws_iam_policy_document.grafana_trust.json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

data "aws_iam_policy_document" "grafana_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["grafana.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:grafana:${local.region}:${local.account}:/workspaces/*"]
    }
  }
}

data "aws_iam_policy_document" "grafana" {
  dynamic "statement" {
    for_each = aws_prometheus_workspace.this

    content {
      sid       = "ReadPrometheus"
      actions   = ["aps:QueryMetrics", "aps:GetSeries", "aps:GetLabels", "aps:GetMetricMetadata"]
      resources = [statement.value.arn]
    }
  }

  statement {
    sid       = "ReadLogs"
    actions   = ["logs:StartQuery", "logs:GetLogGroupFields"]
    resources = [for group in aws_cloudwatch_log_group.service : "${group.arn}:*"]
  }

  statement {
    # Wildcard: CloudWatch, X-Ray and the result of a log query know no resource for these.
    sid = "WildcardReadMetricsAndTraces"
    actions = [
      "cloudwatch:GetMetricData", "cloudwatch:ListMetrics", "cloudwatch:DescribeAlarms", "logs:GetQueryResults", "logs:StopQuery", "logs:DescribeLogGroups",
      "xray:GetTraceSummaries", "xray:BatchGetTraces", "xray:GetServiceGraph", "xray:GetTraceGraph", "aps:ListWorkspaces",
    ]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "grafana" {
  count = var.grafana ? 1 : 0

  name   = "read-telemetry"
  role   = aws_iam_role.grafana[0].id
  policy = data.aws_iam_policy_document.grafana.json
}
