resource "aws_security_group" "this" {
  name        = local.identifier
  description = "PostgreSQL of ${var.name}: in from named groups, nothing out"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = local.identifier })
}

resource "aws_vpc_security_group_ingress_rule" "client" {
  for_each = merge(var.client_security_group_ids, {
    "password-rotation" = aws_security_group.rotation.id
    "roles-task"        = aws_security_group.roles.id
  })

  security_group_id            = aws_security_group.this.id
  description                  = each.key
  ip_protocol                  = "tcp"
  from_port                    = local.port
  to_port                      = local.port
  referenced_security_group_id = each.value
  tags                         = var.tags
}

resource "aws_security_group" "rotation" {
  name        = "${local.identifier}-rotation"
  description = "The function that rotates the passwords of ${local.identifier}"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${local.identifier}-rotation" })
}

resource "aws_security_group" "roles" {
  name        = "${local.identifier}-roles"
  description = "The task that makes the roles of ${local.identifier}"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${local.identifier}-roles" })
}

resource "aws_vpc_security_group_egress_rule" "database" {
  for_each = { rotation = aws_security_group.rotation.id, roles = aws_security_group.roles.id }

  security_group_id            = each.value
  description                  = "PostgreSQL"
  ip_protocol                  = "tcp"
  from_port                    = local.port
  to_port                      = local.port
  referenced_security_group_id = aws_security_group.this.id
  tags                         = var.tags
}

resource "aws_vpc_security_group_egress_rule" "endpoints" {
  for_each = { rotation = aws_security_group.rotation.id, roles = aws_security_group.roles.id }

  security_group_id            = each.value
  description                  = "Secrets Manager and the other endpoints of AWS"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = var.endpoint_security_group_id
  tags                         = var.tags
}

resource "aws_vpc_security_group_egress_rule" "image_layers" {
  count = length(var.roles_prefix_list_ids)

  security_group_id = aws_security_group.roles.id
  description       = "Layers of images in ECR"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = var.roles_prefix_list_ids[count.index]
  tags              = var.tags
}

resource "aws_vpc_security_group_egress_rule" "anywhere" {
  for_each = var.roles_https_anywhere ? { rotation = "Secrets Manager, where the VPC has no endpoint of it", roles = "AWS without endpoints, and an image that is not in ECR of this region" } : {}

  security_group_id = { rotation = aws_security_group.rotation.id, roles = aws_security_group.roles.id }[each.key]
  description       = each.value
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
  tags              = var.tags
}
