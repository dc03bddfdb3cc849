# What happens to a state is in the recovery region within minutes, its lock and the end of the lock too.
resource "aws_s3_bucket_replication_configuration" "state" {
  count = var.recovery_region == null ? 0 : 1

  region = var.region
  bucket = aws_s3_bucket.state["here"].id
  role   = aws_iam_role.replication[0].arn

  rule {
    id     = "every-state"
    status = "Enabled"

    filter {}

    delete_marker_replication {
      status = "Enabled"
    }

    # Without it S3 leaves out what is encrypted, which is everything.
    source_selection_criteria {
      sse_kms_encrypted_objects {
        status = "Enabled"
      }
    }

    destination {
      bucket = "arn:aws:s3:::${aws_s3_bucket.state["recovery"].bucket}"

      encryption_configuration {
        replica_kms_key_id = aws_kms_key.state["recovery"].arn
      }

      replication_time {
        status = "Enabled"

        time {
          minutes = 15
        }
      }

      metrics {
        status = "Enabled"

        event_threshold {
          minutes = 15
        }
      }
    }
  }

  depends_on = [aws_s3_bucket_versioning.state]
}

resource "aws_iam_role" "replication" {
  count = var.recovery_region == null ? 0 : 1

  name               = "${var.name}-state-replication"
  description        = "S3 copies the states of Terraform to ${var.recovery_region}"
  assume_role_policy = data.aws_iam_policy_document.replication_trust.json
  tags               = var.tags
}

data "aws_iam_policy_document" "replication_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = ["arn:aws:s3:::${local.buckets.here}"]
    }
  }
}

data "aws_iam_policy_document" "replication" {
  count = var.recovery_region == null ? 0 : 1

  statement {
    sid       = "FindStates"
    actions   = ["s3:GetReplicationConfiguration", "s3:ListBucket"]
    resources = ["arn:aws:s3:::${local.buckets.here}"]
  }

  statement {
    sid       = "ReadStates"
    actions   = ["s3:GetObjectVersionAcl", "s3:GetObjectVersionForReplication", "s3:GetObjectVersionTagging"]
    resources = ["arn:aws:s3:::${local.buckets.here}/*"]
  }

  statement {
    sid       = "WriteCopies"
    actions   = ["s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"]
    resources = ["arn:aws:s3:::${local.buckets.recovery}/*"]
  }

  statement {
    sid       = "DecryptStates"
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.state["here"].arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${var.region}.amazonaws.com"]
    }
  }

  statement {
    sid       = "EncryptCopies"
    actions   = ["kms:Encrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.state["recovery"].arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${var.recovery_region}.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "replication" {
  count = var.recovery_region == null ? 0 : 1

  name   = "copy-states"
  role   = aws_iam_role.replication[0].id
  policy = data.aws_iam_policy_document.replication[0].json
}
