data "aws_caller_identity" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id

  # The same in both regions, so that what is known of the states is not lost with the first.
  regions = merge({ here = var.region }, var.recovery_region == null ? {} : { recovery = var.recovery_region })
  buckets = {
    here     = "${var.name}-terraform-state-${local.account}"
    recovery = "${var.name}-terraform-state-${local.account}-recovery"
  }
}

# A state holds what the system is made of, and whatever of it is secret: whoever may not use this key cannot read it.
resource "aws_kms_key" "state" {
  for_each = local.regions

  region                  = each.value
  description             = "State of Terraform for ${var.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json
  tags                    = var.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "state" {
  for_each = local.regions

  region        = each.value
  name          = "alias/${var.name}-state"
  target_key_id = aws_kms_key.state[each.key].key_id
}

data "aws_iam_policy_document" "key" {
  # Wildcard: without its account's full rights a key can end up with nobody who may change its policy; AWS asks for this statement.
  statement {
    sid       = "WildcardAccountOwnsTheKey"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${local.account}:root"]
    }
  }
}

resource "aws_s3_bucket" "state" {
  for_each = local.regions

  region = each.value
  bucket = local.buckets[each.key]
  tags   = var.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_versioning" "state" {
  for_each = local.regions

  region = each.value
  bucket = aws_s3_bucket.state[each.key].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "state" {
  for_each = local.regions

  region = each.value
  bucket = aws_s3_bucket.state[each.key].id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.state[each.key].arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "state" {
  for_each = local.regions

  region                  = each.value
  bucket                  = aws_s3_bucket.state[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "state" {
  for_each = local.regions

  region = each.value
  bucket = aws_s3_bucket.state[each.key].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "state" {
  for_each = local.regions

  region = each.value
  bucket = aws_s3_bucket.state[each.key].id

  rule {
    id     = "former-states"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days           = var.old_versions.days
      newer_noncurrent_versions = var.old_versions.newest
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  # A lock that is released leaves a marker behind.
  rule {
    id     = "markers-of-locks"
    status = "Enabled"

    filter {}

    expiration {
      expired_object_delete_marker = true
    }
  }

  depends_on = [aws_s3_bucket_versioning.state]
}

resource "aws_s3_bucket_logging" "state" {
  for_each = local.regions

  region        = each.value
  bucket        = aws_s3_bucket.state[each.key].id
  target_bucket = aws_s3_bucket.log[each.key].id
  target_prefix = "state/"
}

resource "aws_s3_bucket_policy" "state" {
  for_each = local.regions

  region = each.value
  bucket = aws_s3_bucket.state[each.key].id
  policy = data.aws_iam_policy_document.state[each.key].json

  depends_on = [aws_s3_bucket_public_access_block.state]
}

data "aws_iam_policy_document" "state" {
  for_each = local.regions

  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["arn:aws:s3:::${local.buckets[each.key]}", "arn:aws:s3:::${local.buckets[each.key]}/*"]

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

  # Without a header the bucket's own key is taken; with "AES256", which is what a backend without kms_key_id sends, it would be a key that everybody
  # who may read the bucket may use.
  statement {
    sid       = "OnlyUnderAKey"
    effect    = "Deny"
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::${local.buckets[each.key]}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Null"
      variable = "s3:x-amz-server-side-encryption"
      values   = ["false"]
    }

    condition {
      test     = "StringNotEquals"
      variable = "s3:x-amz-server-side-encryption"
      values   = ["aws:kms"]
    }
  }

  # Former states go by the lifecycle rule alone.
  statement {
    sid       = "NobodyDeletesFormerStates"
    effect    = "Deny"
    actions   = ["s3:DeleteBucket", "s3:DeleteObjectVersion"]
    resources = ["arn:aws:s3:::${local.buckets[each.key]}", "arn:aws:s3:::${local.buckets[each.key]}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
