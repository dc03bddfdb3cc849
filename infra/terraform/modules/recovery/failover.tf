resource "aws_route53_health_check" "primary" {
  count = var.failover == null ? 0 : 1

  reference_name    = var.name
  type              = "HTTPS"
  fqdn              = var.failover.primary_dns_name
  port              = 443
  resource_path     = var.failover.health_path
  request_interval  = 30
  failure_threshold = 3
  enable_sni        = true
  tags              = merge(var.tags, { Name = "${var.name}-primary" })
}

resource "aws_route53_record" "primary" {
  count = var.failover == null ? 0 : 1

  zone_id         = var.failover.zone_id
  name            = var.failover.domain
  type            = "A"
  set_identifier  = "primary"
  health_check_id = aws_route53_health_check.primary[0].id

  failover_routing_policy {
    type = "PRIMARY"
  }

  alias {
    name                   = var.failover.primary_dns_name
    zone_id                = var.failover.primary_zone_id
    evaluate_target_health = true
  }
}

resource "aws_route53_record" "secondary" {
  count = var.failover == null ? 0 : 1

  zone_id        = var.failover.zone_id
  name           = var.failover.domain
  type           = "A"
  set_identifier = "secondary"

  failover_routing_policy {
    type = "SECONDARY"
  }

  alias {
    name    = var.failover.secondary_dns_name
    zone_id = var.failover.secondary_zone_id
    # Where both are ill, an answer of the secondary is better than none.
    evaluate_target_health = false
  }
}

resource "aws_cloudwatch_metric_alarm" "primary" {
  count = var.failover == null ? 0 : 1

  # Route 53 has its metrics there and nowhere else.
  region              = "us-east-1"
  alarm_name          = "${var.name}-failed-over"
  alarm_description   = "${var.failover.domain} does not answer from outside; its name leads to the secondary."
  namespace           = "AWS/Route53"
  metric_name         = "HealthCheckStatus"
  dimensions          = { HealthCheckId = aws_route53_health_check.primary[0].id }
  statistic           = "Minimum"
  period              = 60
  evaluation_periods  = 2
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = var.failover_topic_arns
  ok_actions          = var.failover_topic_arns
  tags                = var.tags
}
