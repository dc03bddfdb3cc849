resource "aws_security_group" "this" {
  name        = "${local.full_name}-edge"
  description = "Load balancer, ${local.role}"
  vpc_id      = var.vpc_id

  tags = merge(var.tags, { Name = "${local.full_name}-edge" })
}

# No group can be named: the callers are everybody. 80 only redirects.
resource "aws_vpc_security_group_ingress_rule" "internet" {
  for_each = var.internal ? {} : { https = 443, redirect = 80 }

  security_group_id = aws_security_group.this.id
  description       = "${each.key} from the internet"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value

  tags = var.tags
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.this.id
  description                  = "HTTPS of ${each.key}"
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443

  tags = var.tags
}

# By addresses: who tests a version before its traffic moves is a build in the VPC that has no group here.
resource "aws_vpc_security_group_ingress_rule" "test" {
  security_group_id = aws_security_group.this.id
  description       = "Test listener from the VPC"
  cidr_ipv4         = var.vpc_cidr
  ip_protocol       = "tcp"
  from_port         = 8443
  to_port           = 8443

  tags = var.tags
}
