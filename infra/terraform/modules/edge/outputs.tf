output "load_balancer_arn" {
  description = "The load balancer."
  value       = aws_lb.this.arn
}

output "load_balancer_arn_suffix" {
  description = "Dimension LoadBalancer of its metrics."
  value       = aws_lb.this.arn_suffix
}

output "listener_arn" {
  description = "Listener on 443, into which services put their rules from priority 10 on."
  value       = aws_lb_listener.tls["https"].arn
}

output "test_listener_arn" {
  description = "Listener on 8443, which answers the VPC alone: the way to a new version before its traffic moves."
  value       = aws_lb_listener.tls["test"].arn
}

output "security_group_id" {
  description = "Security group of the load balancer: services let it in, and it out to them."
  value       = aws_security_group.this.id
}

output "dns_name" {
  description = "Name that AWS gives it."
  value       = aws_lb.this.dns_name
}

output "zone_id" {
  description = "Zone of that name, for an alias."
  value       = aws_lb.this.zone_id
}

output "domain" {
  description = "The domain."
  value       = var.domain
}

output "wildcard_domain" {
  description = "Every name below it."
  value       = "*.${var.domain}"
}

output "access_log_bucket" {
  description = "Bucket of the access logs."
  value       = local.log_bucket
}

output "web_acl_arn" {
  description = "The firewall; null without one."
  value       = one(aws_wafv2_web_acl.this[*].arn)
}

output "health_check_id" {
  description = "Health check of the primary; null where the edge is not one of two, or the secondary."
  value       = one(aws_route53_health_check.primary[*].id)
}
