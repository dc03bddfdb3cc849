variables {
  region = "eu-west-1"
}

run "keeps_and_hides_every_state" {
  command = plan

  assert {
    condition     = aws_s3_bucket.state["here"].bucket == "grocery-terraform-state-123456789012"
    error_message = "The name of the bucket has to hold the account: names of buckets are global."
  }

  assert {
    condition     = aws_s3_bucket_versioning.state["here"].versioning_configuration[0].status == "Enabled"
    error_message = "Without versions a broken state cannot be taken back."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.state["here"].rule).apply_server_side_encryption_by_default).sse_algorithm == "aws:kms"
    error_message = "A state has to be encrypted by its own key."
  }

  assert {
    condition = alltrue([for block in [aws_s3_bucket_public_access_block.state["here"], aws_s3_bucket_public_access_block.log["here"]] :
    block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets])
    error_message = "A bucket can become public."
  }

  assert {
    condition     = aws_kms_key.state["here"].enable_key_rotation && aws_kms_key.state["here"].deletion_window_in_days == 30
    error_message = "The key has to rotate, and its deletion to leave 30 days to think again: without the key every state is lost."
  }

  assert {
    condition     = one([for rule in aws_s3_bucket_lifecycle_configuration.state["here"].rule : rule if rule.id == "former-states"]).noncurrent_version_expiration[0].newer_noncurrent_versions == 20
    error_message = "However old, the newest 20 former states stay."
  }
}

run "refuses_what_is_not_sent_by_tls" {
  command = plan

  assert {
    condition = alltrue([for policy in [data.aws_iam_policy_document.state["here"].json, data.aws_iam_policy_document.log["here"].json] : anytrue([
      for statement in jsondecode(policy).Statement :
      statement.Effect == "Deny" && try(statement.Action == "s3:*" && statement.Condition.Bool["aws:SecureTransport"] == "false" && length(statement.Resource) == 2, false)
    ])])
    error_message = "Both buckets have to refuse plain HTTP, for the bucket and its objects."
  }

  assert {
    condition = alltrue([for action in ["s3:DeleteObjectVersion", "s3:DeleteBucket"] : contains(
    one([for statement in jsondecode(data.aws_iam_policy_document.state["here"].json).Statement : statement if statement.Sid == "NobodyDeletesFormerStates" && statement.Effect == "Deny"]).Action, action)])
    error_message = "Somebody could delete the former states."
  }

  assert {
    condition = jsonencode(one([for statement in jsondecode(data.aws_iam_policy_document.log["here"].json).Statement : statement if statement.Effect == "Allow"])) == jsonencode({
      Sid       = "S3WritesTheLog"
      Effect    = "Allow"
      Action    = "s3:PutObject"
      Resource  = "arn:aws:s3:::grocery-terraform-state-123456789012-log/state/*"
      Principal = { Service = "logging.s3.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = "123456789012" }
        ArnLike      = { "aws:SourceArn" = "arn:aws:s3:::grocery-terraform-state-123456789012" }
      }
    })
    error_message = "S3 alone may write the log, and only that of this bucket and account."
  }
}

run "refuses_a_state_without_the_key" {
  command = plan

  assert {
    condition = one([for statement in jsondecode(data.aws_iam_policy_document.state["here"].json).Statement : jsonencode([statement.Effect, statement.Action, statement.Condition]) if statement.Sid == "OnlyUnderAKey"]) == jsonencode(["Deny", "s3:PutObject", {
      Null            = { "s3:x-amz-server-side-encryption" = "false" }
      StringNotEquals = { "s3:x-amz-server-side-encryption" = "aws:kms" }
    }])
    error_message = "A backend without kms_key_id asks for AES256, which needs no right to a key; without a header the default of the bucket is right."
  }
}

run "tells_how_to_use_it" {
  command = plan

  assert {
    condition     = strcontains(output.backend_config, "use_lockfile = true") && strcontains(output.backend_config, "kms_key_id   = \"alias/grocery-state\"") && strcontains(output.backend_config, "grocery-terraform-state-123456789012")
    error_message = "The backend has to lock, and to name this bucket and key."
  }

  assert {
    condition     = aws_s3_bucket_logging.state["here"].target_prefix == "state/"
    error_message = "S3 may write below state/ only, so the log has to go there."
  }
}

run "refuses_a_name" {
  command = plan
  variables {
    name = "Grocery_"
  }
  expect_failures = [var.name]
}

run "refuses_a_region" {
  command = plan
  variables {
    region = "Ireland"
  }
  expect_failures = [var.region]
}

run "refuses_to_forget_states_at_once" {
  command = plan
  variables {
    old_versions = { days = 1 }
  }
  expect_failures = [var.old_versions]
}

run "refuses_more_former_states_than_aws_keeps" {
  command = plan
  variables {
    old_versions = { newest = 101 }
  }
  expect_failures = [var.old_versions]
}

run "refuses_to_forget_who_read" {
  command = plan
  variables {
    access_log_days = 7
  }
  expect_failures = [var.access_log_days]
}
