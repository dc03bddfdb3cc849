locals {
  # Unique in the world, and 63 characters at most: hence the region in short.
  own_bucket_name = "${local.full_name}-access-${data.aws_caller_identity.this.account_id}-${substr(md5(data.aws_region.this.region), 0, 4)}"
  buckets         = toset(local.own_bucket ? [local.own_bucket_name] : [])
}

resource "aws_s3_bucket" "logs" {
  for_each = local.buckets

  bucket = each.key

  tags = merge(var.tags, { Name = each.key })
}

resource "aws_s3_bucket_public_access_block" "logs" {
  for_each = local.buckets

  bucket                  = aws_s3_bucket.logs[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "logs" {
  for_each = local.buckets

  bucket = aws_s3_bucket.logs[each.key].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  for_each = local.buckets

  bucket = aws_s3_bucket.logs[each.key].id

  rule {
    apply_server_side_encryption_by_default {
      # Load balancers deliver to no bucket with a key of the customer.
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "logs" {
  for_each = local.buckets

  bucket = aws_s3_bucket.logs[each.key].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "logs" {
  for_each = local.buckets

  bucket = aws_s3_bucket.logs[each.key].id

  rule {
    id     = "expire"
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

  depends_on = [aws_s3_bucket_versioning.logs]
}

data "aws_iam_policy_document" "logs" {
  for_each = local.buckets

  statement {
    # Wildcard: the load balancer names its objects after the day and the time.
    sid       = "WildcardLogsOfTheLoadBalancer"
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.logs[each.key].arn}/${local.full_name}/AWSLogs/${data.aws_caller_identity.this.account_id}/*"]

    principals {
      type        = "Service"
      identifiers = ["logdelivery.elasticloadbalancing.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${data.aws_partition.this.partition}:elasticloadbalancing:${data.aws_region.this.region}:${data.aws_caller_identity.this.account_id}:loadbalancer/*"]
    }
  }

  statement {
    # Wildcard: a refusal has to be of everybody and everything.
    sid       = "WildcardRefuseWithoutTls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.logs[each.key].arn, "${aws_s3_bucket.logs[each.key].arn}/*"]

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

resource "aws_s3_bucket_policy" "logs" {
  for_each = local.buckets

  bucket = aws_s3_bucket.logs[each.key].id
  policy = data.aws_iam_policy_document.logs[each.key].json

  depends_on = [aws_s3_bucket_public_access_block.logs]
}
