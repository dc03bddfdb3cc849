# breach: aws_iam_policy.excused
# breach: aws_iam_policy.excused
# breach: aws_iam_policy.excused
# breach: aws_iam_policy.excused
# breach: data.aws_iam_policy_document.secrets
# What a Sid excuses is not a way to all rights or all data.
resource "aws_iam_policy" "excused" {
  name = "excused"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "WildcardServices", Effect = "Allow", Action = ["ec2:*", "iam:*"], Resource = "*" },
      { Sid = "WildcardKeys", Effect = "Allow", Action = "KMS:*", Resource = "arn:aws:kms:eu-west-1:123456789012:key/*" },
      { Sid = "WildcardEverything", Effect = "Allow", Action = "*", Resource = "*" },
      { Sid = "WildcardAllButUsers", Effect = "Allow", NotAction = "iam:CreateUser", Resource = "*" },
      { Sid = "WildcardAlarms", Effect = "Allow", Action = "cloudwatch:*", Resource = "*" },
      { Sid = "WildcardBuckets", Effect = "Allow", Action = "s3:*", Resource = ["arn:aws:s3:::shop-1", "arn:aws:s3:::shop-1/*"] },
      { Sid = "WildcardDecrypt", Effect = "Allow", Action = "kms:Decrypt", Resource = "*" },
    ]
  })
}

resource "aws_sqs_queue" "orders" {
  name_prefix       = "orders"
  kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"
}

# The document waits for the queue.
data "aws_iam_policy_document" "secrets" {
  statement {
    sid       = "WildcardSecrets"
    actions   = ["secretsmanager:*"]
    resources = ["*"]
  }

  statement {
    sid       = "Orders"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.orders.arn]
  }
}

resource "aws_iam_policy" "secrets" {
  name   = "secrets"
  policy = data.aws_iam_policy_document.secrets.json
}
