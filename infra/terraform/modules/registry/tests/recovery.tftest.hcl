provider "aws" {
  region = "eu-west-1"
}

variables {
  name            = "grocery"
  repositories    = ["cart", "order"]
  kms_key_arn     = "arn:aws:kms:eu-west-1:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"
  pull_principals = ["arn:aws:iam::210987654321:root"]
  push_principals = ["arn:aws:iam::123456789012:role/grocery-build"]
}

run "one_region_alone_copies_nothing" {
  command = plan

  assert {
    condition     = length(aws_ecr_replication_configuration.this) == 0 && keys(aws_ecr_repository.this) == ["cart", "order"] && length(output.recovery_repository_urls) == 0
    error_message = "Copies are made that nobody asked for."
  }
}

run "every_image_is_copied_to_the_other_region" {
  command = apply

  variables {
    recovery_region      = "eu-central-1"
    recovery_kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/5d3b2c1a-0000-4000-8000-000000000002"
  }

  assert {
    condition = jsonencode(aws_ecr_replication_configuration.this[0].replication_configuration[0].rule) == jsonencode([{
      destination       = [{ region = "eu-central-1", registry_id = "123456789012" }]
      repository_filter = [{ filter = "grocery/", filter_type = "PREFIX_MATCH" }]
    }])
    error_message = "Everything under the name has to be copied, and nothing else of the account: ${jsonencode(aws_ecr_replication_configuration.this[0].replication_configuration[0].rule)}."
  }

  assert {
    condition = { for key, repository in aws_ecr_repository.this : key => [repository.region, repository.name, repository.image_tag_mutability, one(repository.encryption_configuration).kms_key] } == {
      "cart"           = ["eu-west-1", "grocery/cart", "IMMUTABLE", var.kms_key_arn]
      "order"          = ["eu-west-1", "grocery/order", "IMMUTABLE", var.kms_key_arn]
      "recovery/cart"  = ["eu-central-1", "grocery/cart", "IMMUTABLE", var.recovery_kms_key_arn]
      "recovery/order" = ["eu-central-1", "grocery/order", "IMMUTABLE", var.recovery_kms_key_arn]
    }
    error_message = "A copy has to be as safe as what it is a copy of, under a key of its own region; ECR makes it only where no repository of the name is."
  }

  assert {
    condition     = { for key, policy in aws_ecr_lifecycle_policy.this : key => policy.region } == { "cart" = "eu-west-1", "order" = "eu-west-1", "recovery/cart" = "eu-central-1", "recovery/order" = "eu-central-1" }
    error_message = "Copies would pile up, or go while they are needed."
  }

  assert {
    condition = { for key, policy in aws_ecr_repository_policy.this : key => concat([for statement in jsondecode(policy.policy).Statement : statement.Sid], [policy.region]) } == {
      "cart"           = ["Pull", "Push", "eu-west-1"]
      "order"          = ["Pull", "Push", "eu-west-1"]
      "recovery/cart"  = ["Pull", "eu-central-1"]
      "recovery/order" = ["Pull", "eu-central-1"]
    }
    error_message = "The environments have to be able to pull the copies, and nobody to push them but ECR."
  }

  assert {
    condition     = keys(output.repository_urls) == ["cart", "order"] && output.recovery_repository_urls["cart"] == aws_ecr_repository.this["recovery/cart"].repository_url
    error_message = "The outputs do not tell originals from copies."
  }
}

run "refuses_a_recovery_region_that_is_none" {
  command = plan
  variables {
    recovery_region      = "Frankfurt"
    recovery_kms_key_arn = "arn:aws:kms:Frankfurt:123456789012:key/1"
  }
  expect_failures = [var.recovery_region]
}

run "refuses_copies_in_the_same_region" {
  command = plan
  variables {
    recovery_region      = "eu-west-1"
    recovery_kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/1"
  }
  expect_failures = [var.recovery_region]
}

run "refuses_copies_without_a_key_there" {
  command = plan
  variables { recovery_region = "eu-central-1" }
  expect_failures = [var.recovery_region]
}

run "refuses_a_key_of_another_region" {
  command = plan
  variables {
    recovery_region      = "eu-central-1"
    recovery_kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/1"
  }
  expect_failures = [var.recovery_region]
}
