variables {
  account_id     = "123456789012"
  region         = "us-west-2"
  connection_arn = "arn:aws:codeconnections:us-west-2:123456789012:connection/00000000-0000-0000-0000-000000000000"
  repository     = "grocery/platform"
  environments = [
    { name = "dev", account_id = "123456789012", role_arn = "arn:aws:iam::123456789012:role/grocery-dev-deploy" },
    { name = "prod", account_id = "210987654321", role_arn = "arn:aws:iam::210987654321:role/grocery-prod-deploy", approval = true },
  ]
}

run "gives_every_image_a_place" {
  assert {
    condition     = keys(output.repository_urls) == ["aws-otel-collector", "cart", "debian", "order", "postgres", "product", "storefront", "summary"]
    error_message = "There are repositories for ${jsonencode(keys(output.repository_urls))}."
  }

  assert {
    condition     = length(output.project_role_arns) > 0 && endswith(output.project_role_arns["deploy-prod"], ":role/grocery-deploy-prod")
    error_message = "The role that deploys prod is ${output.project_role_arns["deploy-prod"]}; the root of the environments trusts grocery-deploy-prod."
  }
}

# The pipeline has rights on one key, by its role: that has to be the key of the topic, and the key has to leave its users to IAM.
run "hears_of_approvals_that_wait" {
  assert {
    condition = aws_sns_topic.alarms.kms_master_key_id == aws_kms_key.delivery.arn && one([
      for statement in jsondecode(aws_kms_key.delivery.policy).Statement : statement.Action if try(statement.Principal.AWS, "") == "arn:aws:iam::123456789012:root"
    ]) == "kms:*"
    error_message = "The topic is encrypted by a key that the pipeline's role may not use: what waits for an approval is told to nobody."
  }

  # A Deny would be over every right of the role.
  assert {
    condition     = alltrue([for statement in jsondecode(aws_sns_topic_policy.alarms.policy).Statement : statement.Effect == "Allow"])
    error_message = "The policy of the topic refuses somebody; the pipeline must be able to publish."
  }
}

run "refuses_an_account_that_is_none" {
  command = plan
  variables { account_id = "delivery" }
  expect_failures = [var.account_id]
}

run "refuses_a_region_that_is_none" {
  command = plan
  variables { region = "Oregon" }
  expect_failures = [var.region]
}

run "copies_images_where_the_shop_would_be_made_again" {
  variables { recovery_region = "us-east-1" }

  assert {
    condition     = keys(output.recovery_repository_urls) == keys(output.repository_urls) && startswith(output.recovery_repository_urls["postgres"], "123456789012.dkr.ecr.us-east-1.")
    error_message = "Of ${jsonencode(keys(output.repository_urls))} only ${jsonencode(output.recovery_repository_urls)} would be left."
  }

  assert {
    condition     = aws_kms_key.recovery[0].region == "us-east-1" && aws_kms_key.recovery[0].enable_key_rotation
    error_message = "The copies have no key in their region."
  }
}

run "refuses_copies_beside_the_images" {
  command = plan
  variables { recovery_region = "us-west-2" }
  expect_failures = [var.recovery_region]
}
