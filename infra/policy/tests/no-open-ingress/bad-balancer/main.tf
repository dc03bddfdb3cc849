# breach: aws_vpc_security_group_ingress_rule.management
# breach: aws_vpc_security_group_ingress_rule.inside
resource "aws_security_group" "edge" {
  name   = "edge"
  vpc_id = "vpc-1"
}

resource "aws_lb" "edge" {
  name            = "edge"
  subnets         = ["subnet-1", "subnet-2"]
  security_groups = [aws_security_group.edge.id]
}

resource "aws_vpc_security_group_ingress_rule" "management" {
  security_group_id = aws_security_group.edge.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 9090
}

resource "aws_security_group" "inside" {
  name   = "inside"
  vpc_id = "vpc-1"
}

resource "aws_lb" "inside" {
  name            = "inside"
  internal        = true
  subnets         = ["subnet-1", "subnet-2"]
  security_groups = [aws_security_group.inside.id]
}

resource "aws_vpc_security_group_ingress_rule" "inside" {
  security_group_id = aws_security_group.inside.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
