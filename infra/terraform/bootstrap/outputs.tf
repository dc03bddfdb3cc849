output "bucket" {
  description = "Name of the bucket that holds every state."
  value       = aws_s3_bucket.state["here"].bucket
}

output "access_log_bucket" {
  description = "Name of the bucket that says who read or wrote a state."
  value       = aws_s3_bucket.log["here"].bucket
}

output "kms_key_arn" {
  description = "ARN of the key of the states: whoever runs Terraform needs kms:Encrypt, kms:Decrypt and kms:GenerateDataKey on it."
  value       = aws_kms_key.state["here"].arn
}

output "backend_config" {
  description = "Text for the backend.hcl of an environment; add its key."
  value       = <<-TEXT
    bucket       = "${aws_s3_bucket.state["here"].bucket}"
    region       = "${var.region}"
    kms_key_id   = "${aws_kms_alias.state["here"].name}"
    encrypt      = true
    use_lockfile = true
  TEXT
}

output "recovery_backend_config" {
  description = "Text for the backend.hcl of a recovery; null without recovery_region. Copies of the states are in the same bucket, so its key begins with recovery/."
  value       = var.recovery_region == null ? null : <<-TEXT
    bucket       = "${aws_s3_bucket.state["recovery"].bucket}"
    region       = "${var.recovery_region}"
    kms_key_id   = "${aws_kms_alias.state["recovery"].name}"
    encrypt      = true
    use_lockfile = true
  TEXT
}
