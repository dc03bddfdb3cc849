resource "aws_sqs_queue" "orders" {
  name              = "orders"
  kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"
  tags              = { Owner = "orders" }
}

# A resource without tags asks for none.
resource "aws_iam_role_policy_attachment" "audit" {
  role       = "audit"
  policy_arn = "arn:aws:iam::aws:policy/SecurityAudit"
}
