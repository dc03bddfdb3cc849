resource "aws_kms_key" "shop" {
  description         = "shop"
  enable_key_rotation = true
}

resource "aws_db_instance" "shop" {
  identifier                      = "shop"
  engine                          = "postgres"
  instance_class                  = "db.t4g.micro"
  allocated_storage               = 20
  username                        = "shop"
  manage_master_user_password     = true
  master_user_secret_kms_key_id   = aws_kms_key.shop.arn
  performance_insights_enabled    = true
  performance_insights_kms_key_id = aws_kms_key.shop.arn
  storage_encrypted               = true
  kms_key_id                      = aws_kms_key.shop.arn
  skip_final_snapshot             = true
}

# A copy has the encryption of the original.
resource "aws_db_instance" "copy" {
  identifier          = "copy"
  instance_class      = "db.t4g.micro"
  replicate_source_db = aws_db_instance.shop.identifier
  skip_final_snapshot = true
}

resource "aws_db_parameter_group" "shop" {
  name   = "shop"
  family = "postgres17"
  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
}

resource "aws_sns_topic" "alarms" {
  name              = "alarms"
  kms_master_key_id = aws_kms_key.shop.arn
}

resource "aws_cloudwatch_log_group" "cart" {
  name       = "cart"
  kms_key_id = aws_kms_key.shop.arn
}

resource "aws_ssm_parameter" "open" {
  name  = "/grocery/dev/shared/Currency"
  type  = "String"
  value = "EUR"
}

# Load balancers cannot write where a key of the owner is asked for.
resource "aws_s3_bucket" "logs" {
  bucket = "logs-1"
}

resource "aws_s3_bucket_public_access_block" "logs" {
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_lb" "edge" {
  name    = "edge"
  subnets = ["subnet-1", "subnet-2"]
  access_logs {
    bucket = aws_s3_bucket.logs.id
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/5d3b2c1a-0000-4000-8000-000000000001"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "404"
    }
  }
}
