# breach: aws_db_instance.shop
# breach: aws_db_instance.shop
# breach: aws_db_instance.shop
# breach: aws_ebs_volume.shop
# breach: aws_ebs_volume.shop
# breach: aws_efs_file_system.shop
# breach: aws_efs_file_system.shop
# breach: aws_s3_bucket.plain
# breach: aws_s3_bucket_server_side_encryption_configuration.by_aws
# breach: aws_dynamodb_table.carts
# breach: aws_backup_vault.shop
# breach: aws_ecr_repository.cart
resource "aws_db_instance" "shop" {
  identifier                  = "shop"
  engine                      = "postgres"
  instance_class              = "db.t4g.micro"
  allocated_storage           = 20
  username                    = "shop"
  manage_master_user_password = true
  skip_final_snapshot         = true
}

resource "aws_ebs_volume" "shop" {
  availability_zone = "eu-west-1a"
  size              = 10
}

resource "aws_efs_file_system" "shop" {
}

resource "aws_s3_bucket" "plain" {
  bucket = "plain-1"
}

resource "aws_s3_bucket" "by_aws" {
  bucket = "by-aws-1"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "by_aws" {
  bucket = aws_s3_bucket.by_aws.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "both" {
  for_each                = { plain = aws_s3_bucket.plain.id, by_aws = aws_s3_bucket.by_aws.id }
  bucket                  = each.value
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_dynamodb_table" "carts" {
  name         = "carts"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_backup_vault" "shop" {
  name = "shop"
}

resource "aws_ecr_repository" "cart" {
  name                 = "cart"
  image_tag_mutability = "IMMUTABLE"
}
