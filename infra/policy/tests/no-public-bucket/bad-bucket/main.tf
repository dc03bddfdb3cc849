# breach: aws_s3_bucket.open
# breach: aws_s3_bucket_public_access_block.half
# breach: aws_s3_bucket_public_access_block.half
# breach: aws_s3_bucket_acl.open
resource "aws_kms_key" "shop" {
  description         = "shop"
  enable_key_rotation = true
}

resource "aws_s3_bucket" "open" {
  bucket = "open-1"
}

resource "aws_s3_bucket_acl" "open" {
  bucket = aws_s3_bucket.open.id
  acl    = "public-read"
}

resource "aws_s3_bucket" "half" {
  bucket = "half-1"
}

# Left out, restrict_public_buckets is false.
resource "aws_s3_bucket_public_access_block" "half" {
  bucket              = aws_s3_bucket.half.id
  block_public_acls   = true
  block_public_policy = false
  ignore_public_acls  = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "shop" {
  for_each = { open = aws_s3_bucket.open.id, half = aws_s3_bucket.half.id }
  bucket   = each.value
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.shop.arn
    }
  }
}
