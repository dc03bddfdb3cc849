# unknown: aws_ebs_volume.shop
# A switch that hangs on something that is not there yet.
resource "terraform_data" "choice" {
  input = { encrypted = true }
}

resource "aws_ebs_volume" "shop" {
  availability_zone = "eu-west-1a"
  size              = 10
  encrypted         = terraform_data.choice.output.encrypted
  kms_key_id        = "arn:aws:kms:eu-west-1:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"
}
