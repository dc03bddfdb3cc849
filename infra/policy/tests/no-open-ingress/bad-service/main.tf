# breach: aws_vpc_security_group_ingress_rule.half
# breach: aws_vpc_security_group_ingress_rule.v6
# breach: aws_security_group_rule.old
# breach: aws_security_group.inline
resource "aws_security_group" "service" {
  name   = "service"
  vpc_id = "vpc-1"
}

resource "aws_vpc_security_group_ingress_rule" "half" {
  security_group_id = aws_security_group.service.id
  cidr_ipv4         = "128.0.0.0/1"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_ingress_rule" "v6" {
  security_group_id = aws_security_group.service.id
  cidr_ipv6         = "::/0"
  ip_protocol       = "-1"
}

resource "aws_security_group_rule" "old" {
  type              = "ingress"
  security_group_id = aws_security_group.service.id
  cidr_blocks       = ["10.0.0.0/16", "0.0.0.0/0"]
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
}

resource "aws_security_group" "inline" {
  name   = "inline"
  vpc_id = "vpc-1"
  ingress {
    cidr_blocks = ["0.0.0.0/0"]
    protocol    = "tcp"
    from_port   = 5432
    to_port     = 5432
  }
}
