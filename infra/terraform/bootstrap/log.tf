# Who read or wrote a state, and when.
resource "aws_s3_bucket" "log" {
  for_each = local.regions

  region = each.value
  bucket = "${local.buckets[each.key]}-log"
  tags   = var.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_versioning" "log" {
  for_each = local.regions

  region = each.value
  bucket = aws_s3_bucket.log[each.key].id

  versioning_configuration {
    status = "Enabled"
  }
}

# S3 delivers its log only to a bucket with the key of S3.
resource "aws_s3_bucket_server_side_encryption_configuration" "log" {
  for_each = local.regions

  region = each.value
  bucket = aws_s3_bucket.log[each.key].id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "log" {
  for_each = local.regions

  region                  = each.value
  bucket                  = aws_s3_bucket.log[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "log" {
  for_each = local.regions

  region = each.value
  bucket = aws_s3_bucket.log[each.key].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "log" {
  for_each = local.regions

  region = each.value
  bucket = aws_s3_bucket.log[each.key].id

  rule {
    id     = "old-lines"
    status = "Enabled"

    filter {}

    expiration {
      days = var.access_log_days
    }

    noncurrent_version_expiration {
      noncurrent_days = 7
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  depends_on = [aws_s3_bucket_versioning.log]
}

resource "aws_s3_bucket_policy" "log" {
  for_each = local.regions

  region = each.value
  bucket = aws_s3_bucket.log[each.key].id
  policy = data.aws_iam_policy_document.log[each.key].json

  depends_on = [aws_s3_bucket_public_access_block.log]
}

data "aws_iam_policy_document" "log" {
  for_each = local.regions

  statement {
    sid       = "S3WritesTheLog"
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::${local.buckets[each.key]}-log/state/*"]

    principals {
      type        = "Service"
      identifiers = ["logging.s3.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:aws:s3:::${local.buckets[each.key]}"]
    }
  }

  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["arn:aws:s3:::${local.buckets[each.key]}-log", "arn:aws:s3:::${local.buckets[each.key]}-log/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}
