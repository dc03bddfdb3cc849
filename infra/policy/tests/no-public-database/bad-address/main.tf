# breach: aws_db_instance.shop
# breach: module.reports.aws_rds_cluster_instance.reports["eu"]
variable "kms_key_arn" {
  type    = string
  default = "arn:aws:kms:eu-west-1:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"
}

resource "aws_db_instance" "shop" {
  identifier                    = "shop"
  engine                        = "postgres"
  instance_class                = "db.t4g.micro"
  allocated_storage             = 20
  username                      = "shop"
  manage_master_user_password   = true
  master_user_secret_kms_key_id = var.kms_key_arn
  storage_encrypted             = true
  kms_key_id                    = var.kms_key_arn
  publicly_accessible           = true
  skip_final_snapshot           = true
}

module "reports" {
  source = "./reports"
}
