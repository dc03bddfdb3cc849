# breach: aws_iam_policy.boundary
# A boundary that somebody attaches gives what it should only limit.
resource "aws_iam_policy" "boundary" {
  name = "boundary"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "WildcardLimit", Effect = "Allow", Action = ["s3:*", "sqs:*"], Resource = "*" }]
  })
}

resource "aws_iam_role_policy_attachment" "cart" {
  role       = "cart"
  policy_arn = aws_iam_policy.boundary.arn
}
