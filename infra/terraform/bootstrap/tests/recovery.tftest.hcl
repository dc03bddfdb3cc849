variables {
  region          = "eu-west-1"
  recovery_region = "eu-central-1"
}

run "one_region_alone_copies_nothing" {
  command = plan

  variables { recovery_region = null }

  assert {
    condition     = length(aws_s3_bucket_replication_configuration.state) == 0 && length(aws_iam_role.replication) == 0 && keys(aws_s3_bucket.state) == ["here"] && output.recovery_backend_config == null
    error_message = "Something is made in a region that nobody named."
  }
}

run "every_state_is_also_in_the_other_region" {
  command = plan

  assert {
    condition     = { for key, bucket in aws_s3_bucket.state : key => [bucket.region, bucket.bucket] } == { here = ["eu-west-1", "grocery-terraform-state-123456789012"], recovery = ["eu-central-1", "grocery-terraform-state-123456789012-recovery"] }
    error_message = "The second bucket has to be in the other region."
  }

  assert {
    condition     = one(aws_s3_bucket_replication_configuration.state[0].rule[0].destination).bucket == "arn:aws:s3:::grocery-terraform-state-123456789012-recovery"
    error_message = "Copies have to be in the second bucket."
  }

  assert {
    condition     = one(one(aws_s3_bucket_replication_configuration.state[0].rule[0].source_selection_criteria).sse_kms_encrypted_objects).status == "Enabled"
    error_message = "S3 leaves out what is encrypted unless it is told: nothing would be copied."
  }

  assert {
    condition     = one(aws_s3_bucket_replication_configuration.state[0].rule[0].delete_marker_replication).status == "Enabled"
    error_message = "A lock that was released here would stay there."
  }

  assert {
    condition     = alltrue([for bucket in ["state", "log"] : length({ state = aws_s3_bucket_public_access_block.state, log = aws_s3_bucket_public_access_block.log }[bucket]) == 2]) && alltrue([for versioning in aws_s3_bucket_versioning.state : versioning.versioning_configuration[0].status == "Enabled"]) && alltrue([for key, policy in aws_s3_bucket_policy.state : strcontains(policy.policy, "NobodyDeletesFormerStates") && strcontains(policy.policy, ":${aws_s3_bucket.state[key].bucket}/*")])
    error_message = "The copies are less safe than the states."
  }

  assert {
    condition     = { for key, made in aws_kms_key.state : key => [made.region, made.enable_key_rotation] } == { here = ["eu-west-1", true], recovery = ["eu-central-1", true] }
    error_message = "Each bucket has to have a key of its own region."
  }

  assert {
    condition     = { for key, alias in aws_kms_alias.state : key => [alias.region, alias.name] } == { here = ["eu-west-1", "alias/grocery-state"], recovery = ["eu-central-1", "alias/grocery-state"] }
    error_message = "The key has to be called the same in both regions."
  }

  assert {
    condition     = strcontains(output.recovery_backend_config, "\"grocery-terraform-state-123456789012-recovery\"") && strcontains(output.recovery_backend_config, "\"eu-central-1\"")
    error_message = "The backend of a recovery must not need the region that is lost."
  }
}

run "only_s3_copies_and_only_this_bucket" {
  command = plan

  assert {
    condition     = jsondecode(aws_iam_role.replication[0].assume_role_policy).Statement[0].Principal.Service == "s3.amazonaws.com" && jsondecode(aws_iam_role.replication[0].assume_role_policy).Statement[0].Condition.ArnEquals["aws:SourceArn"] == "arn:aws:s3:::grocery-terraform-state-123456789012"
    error_message = "The role is there for S3, and for this bucket alone."
  }

  assert {
    condition = { for statement in data.aws_iam_policy_document.replication[0].statement : statement.sid => one(statement.resources) if contains(["FindStates", "ReadStates", "WriteCopies"], statement.sid) } == {
      FindStates  = "arn:aws:s3:::grocery-terraform-state-123456789012"
      ReadStates  = "arn:aws:s3:::grocery-terraform-state-123456789012/*"
      WriteCopies = "arn:aws:s3:::grocery-terraform-state-123456789012-recovery/*"
    }
    error_message = "It has to read here and to write there."
  }

}

run "refuses_a_recovery_region_that_is_none" {
  command = plan
  variables { recovery_region = "Frankfurt" }
  expect_failures = [var.recovery_region]
}

run "refuses_copies_in_the_same_region" {
  command = plan
  variables { recovery_region = "eu-west-1" }
  expect_failures = [var.recovery_region]
}
