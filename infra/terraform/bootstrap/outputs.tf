output "bucket" {
  description = "Name of the bucket that holds every state."
  value       = aws_s3_bucket.state.bucket
}

output "access_log_bucket" {
  description = "Name of the bucket that says who read or wrote a state."
  value       = aws_s3_bucket.log.bucket
}

output "kms_key_arn" {
  description = "ARN of the key of the states: whoever runs Terraform needs kms:Encrypt, kms:Decrypt and kms:GenerateDataKey on it."
  value       = aws_kms_key.state.arn
}

output "backend_config" {
  description = "Text for the backend.hcl of an environment; add its key."
  value       = <<-TEXT
    bucket       = "${aws_s3_bucket.state.bucket}"
    region       = "${var.region}"
    kms_key_id   = "${aws_kms_alias.state.name}"
    encrypt      = true
    use_lockfile = true
  TEXT
}
