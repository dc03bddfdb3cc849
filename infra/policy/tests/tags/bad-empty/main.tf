# breach: aws_sqs_queue.orders
# breach: aws_sqs_queue.returns
provider "aws" {
  alias                       = "bare"
  region                      = "eu-west-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

locals {
  key = "arn:aws:kms:eu-west-1:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"
}

resource "aws_sqs_queue" "orders" {
  name              = "orders"
  kms_master_key_id = local.key
  tags              = { ManagedBy = "" }
}

resource "aws_sqs_queue" "returns" {
  provider          = aws.bare
  name              = "returns"
  kms_master_key_id = local.key
}
