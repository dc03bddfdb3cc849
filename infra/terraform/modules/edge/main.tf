data "aws_caller_identity" "this" {}
data "aws_region" "this" {}
data "aws_partition" "this" {}

locals {
  role      = var.internal ? "internal" : "public"
  full_name = "${var.name}-${local.role}"

  # Names of load balancers have 32 characters.
  short_name = "${var.name}-${var.internal ? "int" : "pub"}"

  own_bucket  = coalesce(var.create_access_log_bucket, var.access_log_bucket == null)
  log_bucket  = local.own_bucket ? local.own_bucket_name : var.access_log_bucket
  has_records = coalesce(var.create_records, var.zone_id != null)
}

resource "aws_lb" "this" {
  name                       = local.short_name
  load_balancer_type         = "application"
  internal                   = var.internal
  subnets                    = var.subnet_ids
  security_groups            = [aws_security_group.this.id]
  idle_timeout               = var.idle_timeout
  enable_deletion_protection = var.deletion_protection
  enable_http2               = true

  # A header that one proxy reads otherwise than the next smuggles requests past both.
  drop_invalid_header_fields = true
  desync_mitigation_mode     = "strictest"

  access_logs {
    bucket  = local.own_bucket ? aws_s3_bucket.logs[local.own_bucket_name].bucket : var.access_log_bucket
    prefix  = local.full_name
    enabled = true
  }

  tags = merge(var.tags, { Name = local.full_name })

  # The load balancer writes a test object when it is made.
  depends_on = [aws_s3_bucket_policy.logs, aws_s3_bucket_server_side_encryption_configuration.logs]
}

locals {
  tls_listeners = { https = 443, test = 8443 }

  # A condition takes five values. What really keeps these paths inside is that the service answers them on its management port alone, to which no
  # listener leads; this is for the day on which one has none, and for the probes, which it answers on both.
  management_paths = {
    "1" = ["/health*", "/metrics*", "/config*", "/loggers*"]
    "2" = ["/flags*", "/resilience*", "/info*"]
  }
  management_rules = { for pair in setproduct(keys(local.tls_listeners), keys(local.management_paths)) : "${pair[0]}-${pair[1]}" => { listener = pair[0], priority = pair[1] } }
}

resource "aws_lb_listener" "tls" {
  for_each = local.tls_listeners

  load_balancer_arn = aws_lb.this.arn
  protocol          = "HTTPS"
  port              = each.value
  ssl_policy        = var.ssl_policy
  certificate_arn   = var.certificate_arn

  routing_http_response_server_enabled                         = false
  routing_http_response_strict_transport_security_header_value = var.internal ? null : "max-age=31536000"
  routing_http_response_x_content_type_options_header_value    = var.internal ? null : "nosniff"

  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "Not found"
      status_code  = "404"
    }
  }

  tags = merge(var.tags, { Name = "${local.full_name}-${each.key}" })
}

resource "aws_lb_listener_rule" "management" {
  for_each = local.management_rules

  listener_arn = aws_lb_listener.tls[each.value.listener].arn
  priority     = tonumber(each.value.priority)

  action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "Not found"
      status_code  = "404"
    }
  }

  condition {
    path_pattern {
      values = local.management_paths[each.value.priority]
    }
  }

  tags = merge(var.tags, { Name = "${local.full_name}-management-${each.key}" })
}

resource "aws_lb_listener" "redirect" {
  count = var.internal ? 0 : 1

  load_balancer_arn = aws_lb.this.arn
  protocol          = "HTTP"
  port              = 80

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }

  tags = merge(var.tags, { Name = "${local.full_name}-redirect" })
}
