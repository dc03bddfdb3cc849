data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.region

  # Written out, because the policies of key and bucket have to name the trail before it exists.
  trail_arn = "arn:${local.partition}:cloudtrail:${local.region}:${local.account}:trail/${var.name}"
  log_group = "/aws/cloudtrail/${var.name}"

  records = length(var.config_rules) > 0
  buckets = merge(
    var.trail ? { trail = "${var.name}-trail-${local.account}-${local.region}" } : {},
    local.records ? { config = "${var.name}-config-${local.account}-${local.region}" } : {},
  )
}

resource "aws_s3_bucket" "this" {
  for_each = local.buckets

  bucket = each.value
  tags   = var.tags
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = local.kms_key_arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each = aws_s3_bucket.this

  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = aws_s3_bucket_versioning.this

  bucket = each.value.bucket

  rule {
    id     = "old-records"
    status = "Enabled"

    filter {}

    expiration {
      days = var.retention.bucket_days
    }

    noncurrent_version_expiration {
      noncurrent_days = var.retention.bucket_days
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
}

resource "aws_s3_bucket_policy" "this" {
  for_each = aws_s3_bucket_public_access_block.this

  bucket = each.value.bucket
  policy = data.aws_iam_policy_document.bucket[each.key].json
}

data "aws_iam_policy_document" "bucket" {
  for_each = local.buckets

  # Records only expire.
  statement {
    sid       = "NobodyDeletes"
    effect    = "Deny"
    actions   = ["s3:DeleteBucket", "s3:DeleteObject", "s3:DeleteObjectVersion"]
    resources = ["arn:${local.partition}:s3:::${each.value}", "arn:${local.partition}:s3:::${each.value}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }

  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["arn:${local.partition}:s3:::${each.value}", "arn:${local.partition}:s3:::${each.value}/*"]

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

  statement {
    sid       = "Look"
    actions   = each.key == "trail" ? ["s3:GetBucketAcl"] : ["s3:GetBucketAcl", "s3:ListBucket"]
    resources = ["arn:${local.partition}:s3:::${each.value}"]

    principals {
      type        = "Service"
      identifiers = [each.key == "trail" ? "cloudtrail.amazonaws.com" : "config.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = each.key == "trail" ? "aws:SourceArn" : "aws:SourceAccount"
      values   = [each.key == "trail" ? local.trail_arn : local.account]
    }
  }

  statement {
    sid       = "Write"
    actions   = ["s3:PutObject"]
    resources = ["arn:${local.partition}:s3:::${each.value}/AWSLogs/${local.account}/*"]

    principals {
      type        = "Service"
      identifiers = [each.key == "trail" ? "cloudtrail.amazonaws.com" : "config.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = each.key == "trail" ? "aws:SourceArn" : "aws:SourceAccount"
      values   = [each.key == "trail" ? local.trail_arn : local.account]
    }

    condition {
      test     = "StringEquals"
      variable = "s3:x-amz-acl"
      values   = ["bucket-owner-full-control"]
    }
  }
}
