resource "aws_config_configuration_recorder" "this" {
  count = local.records ? 1 : 0

  name     = var.name
  role_arn = aws_iam_role.config[0].arn

  recording_group {
    all_supported                 = true
    include_global_resource_types = true
  }

  recording_mode {
    recording_frequency = var.recording
  }
}

resource "aws_config_delivery_channel" "this" {
  count = local.records ? 1 : 0

  name           = var.name
  s3_bucket_name = aws_s3_bucket_policy.this["config"].bucket
  s3_kms_key_arn = local.kms_key_arn

  depends_on = [aws_config_configuration_recorder.this]
}

resource "aws_config_configuration_recorder_status" "this" {
  count = local.records ? 1 : 0

  name       = aws_config_configuration_recorder.this[0].name
  is_enabled = true

  depends_on = [aws_config_delivery_channel.this]
}

resource "aws_config_retention_configuration" "this" {
  count = local.records ? 1 : 0

  retention_period_in_days = max(var.retention.bucket_days, 30)
}

resource "aws_config_config_rule" "this" {
  for_each = var.config_rules

  name = "${var.name}-${replace(lower(each.value), "_", "-")}"
  tags = var.tags

  source {
    owner             = "AWS"
    source_identifier = each.value
  }

  depends_on = [aws_config_configuration_recorder.this]
}

resource "aws_iam_role" "config" {
  count = local.records ? 1 : 0

  name                 = "${var.name}-config"
  assume_role_policy   = data.aws_iam_policy_document.config_assume.json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

data "aws_iam_policy_document" "config_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["config.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}

# AWS extends this policy with every resource type that Config learns to read.
resource "aws_iam_role_policy_attachment" "config" {
  count = local.records ? 1 : 0

  role       = aws_iam_role.config[0].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AWS_ConfigRole"
}

resource "aws_iam_role_policy" "config" {
  count = local.records ? 1 : 0

  name   = "deliver"
  role   = aws_iam_role.config[0].id
  policy = data.aws_iam_policy_document.config[0].json
}

data "aws_iam_policy_document" "config" {
  count = local.records ? 1 : 0

  statement {
    sid       = "Write"
    actions   = ["s3:PutObject"]
    resources = ["arn:${local.partition}:s3:::${local.buckets["config"]}/AWSLogs/${local.account}/*"]
  }

  statement {
    sid       = "Encrypt"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [local.kms_key_arn]
  }
}
