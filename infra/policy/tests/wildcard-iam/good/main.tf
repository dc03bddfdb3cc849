data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "cart" {
  name               = "cart"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_kms_key" "shop" {
  description         = "shop"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key.json
}

# In the policy of a key "*" is that key.
data "aws_iam_policy_document" "key" {
  statement {
    sid       = "Decrypt"
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.cart.arn]
    }
  }
}

resource "aws_s3_bucket" "shop" {
  bucket_prefix = "shop"
}

resource "aws_s3_bucket_public_access_block" "shop" {
  bucket                  = aws_s3_bucket.shop.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "shop" {
  bucket = aws_s3_bucket.shop.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.shop.arn
    }
  }
}

# A document whose resources are not known yet.
data "aws_iam_policy_document" "cart" {
  for_each = toset(["cart"])

  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.shop.arn}/*"]
  }

  statement {
    actions   = ["ssm:GetParametersByPath"]
    resources = ["arn:aws:ssm:eu-west-1:123456789012:parameter/grocery/dev/${each.key}/*"]
  }

  # Wildcard: the token belongs to no repository.
  statement {
    sid       = "WildcardEcrLogin"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "cart" {
  for_each = toset(["cart"])

  name   = "cart"
  role   = aws_iam_role.cart.id
  policy = data.aws_iam_policy_document.cart[each.key].json
}

# What a statement denies may be wide.
resource "aws_s3_bucket_policy" "shop" {
  bucket = aws_s3_bucket.shop.id
  policy = data.aws_iam_policy_document.tls.json
}

data "aws_iam_policy_document" "tls" {
  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.shop.arn, "${aws_s3_bucket.shop.arn}/*"]
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

# The policy of an endpoint and a boundary give no rights: they keep others from using theirs.
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = "vpc-0a1b2c3d4e5f60718"
  service_name = "com.amazonaws.eu-west-1.s3"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "WildcardOwnBuckets", Effect = "Allow", Action = "s3:*", Resource = "*", Principal = "*" }]
  })
}

data "aws_iam_policy_document" "boundary" {
  statement {
    sid       = "WildcardLimit"
    actions   = ["kms:*", "s3:*"]
    resources = ["*"]
  }

  statement {
    sid       = "NotTheKeyOfTheShop"
    effect    = "Deny"
    actions   = ["kms:ScheduleKeyDeletion"]
    resources = [aws_kms_key.shop.arn]
  }
}

resource "aws_iam_policy" "boundary" {
  name   = "boundary"
  policy = data.aws_iam_policy_document.boundary.json
}

resource "aws_iam_role" "order" {
  name                 = "order"
  assume_role_policy   = data.aws_iam_policy_document.assume.json
  permissions_boundary = aws_iam_policy.boundary.arn
}

# In the policy of a key "*" is that key, also for all actions.
resource "aws_kms_key" "account" {
  description         = "account"
  enable_key_rotation = true
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "WildcardAccount", Effect = "Allow", Action = "kms:*", Resource = "*", Principal = { AWS = "arn:aws:iam::123456789012:root" } }]
  })
}
