resource "aws_security_group" "task" {
  name        = "${var.name}-${var.service}"
  description = "Tasks of ${var.service}"
  vpc_id      = var.vpc_id

  tags = merge(var.tags, { Name = "${var.name}-${var.service}" })
}

locals {
  # Requests and, where they have a port of their own, the probes.
  load_balancer_ports = var.route == null ? {} : { for k, p in { requests = local.app_port, probes = local.probe_port } : k => p if k == "requests" || p != local.app_port }
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer" {
  for_each = local.load_balancer_ports

  security_group_id            = aws_security_group.task.id
  description                  = "${each.key} of the load balancer"
  referenced_security_group_id = var.route.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value

  tags = var.tags
}

resource "aws_vpc_security_group_egress_rule" "load_balancer" {
  for_each = local.load_balancer_ports

  security_group_id            = var.route.security_group_id
  description                  = "${each.key} to ${var.service}"
  referenced_security_group_id = aws_security_group.task.id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value

  tags = var.tags
}

resource "aws_vpc_security_group_egress_rule" "endpoints" {
  security_group_id            = aws_security_group.task.id
  description                  = "AWS services through their endpoints"
  referenced_security_group_id = var.egress.endpoint_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443

  tags = var.tags
}

resource "aws_vpc_security_group_egress_rule" "s3" {
  security_group_id = aws_security_group.task.id
  description       = "S3 through its endpoint, for the layers of images"
  prefix_list_id    = var.egress.s3_prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443

  tags = var.tags
}

resource "aws_vpc_security_group_egress_rule" "peers" {
  for_each = var.egress.peers

  security_group_id            = aws_security_group.task.id
  description                  = "to ${each.key}"
  referenced_security_group_id = each.value.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port

  tags = var.tags
}

# By choice of the caller: where AWS has no endpoint in the VPC, or a third party is asked, no group can be named.
resource "aws_vpc_security_group_egress_rule" "https" {
  for_each = var.egress.https_anywhere ? { this = "0.0.0.0/0" } : {}

  security_group_id = aws_security_group.task.id
  description       = "HTTPS through NAT"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443

  tags = var.tags
}
