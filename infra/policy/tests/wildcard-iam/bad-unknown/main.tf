# breach: data.aws_iam_policy_document.cart
# unknown: aws_iam_policy.text
resource "aws_sqs_queue" "orders" {
  name_prefix       = "orders"
  kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"
}

# The document waits for the queue, yet what it allows can be read.
data "aws_iam_policy_document" "cart" {
  statement {
    sid       = "Orders"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.orders.arn]
  }
}

resource "aws_iam_policy" "cart" {
  name   = "cart"
  policy = data.aws_iam_policy_document.cart.json
}

# Of a text nothing can be read.
resource "aws_iam_policy" "text" {
  name = "text"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = aws_sqs_queue.orders.arn }]
  })
}
