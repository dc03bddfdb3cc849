# Before there was a recovery region, everything was there once.
moved {
  from = aws_kms_key.state
  to   = aws_kms_key.state["here"]
}

moved {
  from = aws_kms_alias.state
  to   = aws_kms_alias.state["here"]
}

moved {
  from = aws_s3_bucket.state
  to   = aws_s3_bucket.state["here"]
}

moved {
  from = aws_s3_bucket_versioning.state
  to   = aws_s3_bucket_versioning.state["here"]
}

moved {
  from = aws_s3_bucket_server_side_encryption_configuration.state
  to   = aws_s3_bucket_server_side_encryption_configuration.state["here"]
}

moved {
  from = aws_s3_bucket_public_access_block.state
  to   = aws_s3_bucket_public_access_block.state["here"]
}

moved {
  from = aws_s3_bucket_ownership_controls.state
  to   = aws_s3_bucket_ownership_controls.state["here"]
}

moved {
  from = aws_s3_bucket_lifecycle_configuration.state
  to   = aws_s3_bucket_lifecycle_configuration.state["here"]
}

moved {
  from = aws_s3_bucket_logging.state
  to   = aws_s3_bucket_logging.state["here"]
}

moved {
  from = aws_s3_bucket_policy.state
  to   = aws_s3_bucket_policy.state["here"]
}

moved {
  from = aws_s3_bucket.log
  to   = aws_s3_bucket.log["here"]
}

moved {
  from = aws_s3_bucket_versioning.log
  to   = aws_s3_bucket_versioning.log["here"]
}

moved {
  from = aws_s3_bucket_server_side_encryption_configuration.log
  to   = aws_s3_bucket_server_side_encryption_configuration.log["here"]
}

moved {
  from = aws_s3_bucket_public_access_block.log
  to   = aws_s3_bucket_public_access_block.log["here"]
}

moved {
  from = aws_s3_bucket_ownership_controls.log
  to   = aws_s3_bucket_ownership_controls.log["here"]
}

moved {
  from = aws_s3_bucket_lifecycle_configuration.log
  to   = aws_s3_bucket_lifecycle_configuration.log["here"]
}

moved {
  from = aws_s3_bucket_policy.log
  to   = aws_s3_bucket_policy.log["here"]
}
