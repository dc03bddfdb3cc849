# The signature of an image says that this pipeline made it. Cosign signs by a key that never leaves KMS.
locals {
  signing_key = "awskms:///${aws_kms_key.signing.arn}"
}

resource "aws_kms_key" "signing" {
  description              = "Signs the images of ${var.name}"
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "ECC_NIST_P256"
  deletion_window_in_days  = 30
  tags                     = var.tags
}

resource "aws_kms_alias" "signing" {
  name          = "alias/${var.name}-images"
  target_key_id = aws_kms_key.signing.key_id
}
