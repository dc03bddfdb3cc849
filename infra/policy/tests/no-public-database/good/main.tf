variable "kms_key_arn" {
  type    = string
  default = "arn:aws:kms:eu-west-1:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"
}

# Left out, publicly_accessible is false.
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
  skip_final_snapshot           = true
}

resource "aws_rds_cluster_instance" "shop" {
  cluster_identifier  = "shop"
  engine              = "aurora-postgresql"
  instance_class      = "db.r8g.large"
  publicly_accessible = false
}

resource "aws_db_snapshot" "shared" {
  db_instance_identifier = "shop"
  db_snapshot_identifier = "shop-1"
  shared_accounts        = ["210987654321"]
}
