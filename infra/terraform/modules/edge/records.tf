locals {
  record_names = var.internal ? [var.domain, "*.${var.domain}"] : [var.domain]
  is_primary   = try(var.failover.role, "") == "primary"
}

resource "aws_route53_record" "this" {
  for_each = local.has_records ? toset(local.record_names) : toset([])

  zone_id         = var.zone_id
  name            = each.key
  type            = "A"
  set_identifier  = try(var.failover.role, null)
  health_check_id = one(aws_route53_health_check.primary[*].id)

  dynamic "failover_routing_policy" {
    for_each = var.failover[*]

    content {
      type = upper(failover_routing_policy.value.role)
    }
  }

  alias {
    name    = aws_lb.this.dns_name
    zone_id = aws_lb.this.zone_id
    # Where both of two are ill, an answer of the secondary is better than none.
    evaluate_target_health = try(var.failover.role, "") != "secondary"
  }
}

# Asked by the name that AWS gives the load balancer: by the shared one it would be well as soon as the secondary answers, and the name would flap.
resource "aws_route53_health_check" "primary" {
  count = local.is_primary ? 1 : 0

  reference_name    = var.name
  type              = "HTTPS"
  fqdn              = aws_lb.this.dns_name
  port              = 443
  resource_path     = var.failover.health_path
  request_interval  = 30
  failure_threshold = 3
  enable_sni        = true
  # A check that is disabled counts as passed, and inverted as failed, whatever the load balancer answers.
  disabled           = !var.failover.in_service
  invert_healthcheck = !var.failover.in_service
  tags               = merge(var.tags, { Name = "${local.full_name}-primary" })
}

resource "aws_cloudwatch_metric_alarm" "primary" {
  count = local.is_primary ? 1 : 0

  # Route 53 has its metrics there and nowhere else.
  region              = "us-east-1"
  alarm_name          = "${local.full_name}-does-not-answer"
  alarm_description   = join(" ", compact(["${var.domain} does not answer from outside.", var.failover.runbook_url == null ? "" : "Runbook: ${var.failover.runbook_url}/region-loss.md"]))
  namespace           = "AWS/Route53"
  metric_name         = "HealthCheckStatus"
  dimensions          = { HealthCheckId = aws_route53_health_check.primary[0].id }
  statistic           = "Minimum"
  period              = 60
  evaluation_periods  = 2
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = var.failover.topic_arns
  ok_actions          = var.failover.topic_arns
  tags                = var.tags
}
