# breach: aws_iam_policy.wide
# breach: aws_iam_policy.wide
# breach: aws_iam_policy.wide
# breach: aws_iam_policy.wide
# breach: aws_iam_role.cart
# breach: aws_iam_role_policy_attachment.admin
# breach: aws_iam_role_policy.document
data "aws_iam_policy_document" "known" {
  statement {
    sid       = "Read"
    actions   = ["s3:Get*"]
    resources = ["arn:aws:s3:::shop-1/*"]
  }
}

resource "aws_iam_role_policy" "document" {
  name   = "known"
  role   = "cart"
  policy = data.aws_iam_policy_document.known.json
}

resource "aws_iam_policy" "wide" {
  name = "wide"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "dynamodb:GetItem", Resource = "*" },
      { Effect = "Allow", Action = "iam:PassRole", Resource = "arn:aws:iam::123456789012:role/*" },
      { Effect = "Allow", NotAction = ["iam:CreateUser"], Resource = "arn:aws:sqs:eu-west-1:123456789012:orders" },
      { Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "arn:aws:secretsmanager:eu-west-1:*:secret:shop/cart" },
      { Effect = "Allow", Action = "sqs:SendMessage", Resource = "arn:aws:sqs:eu-west-1:123456789012:orders" },
    ]
  })
}

resource "aws_iam_role" "cart" {
  name = "cart"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = { Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" } }
  })
}

resource "aws_iam_role_policy_attachment" "admin" {
  role       = "cart"
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
