variables {
  name         = "grocery"
  repositories = ["cart", "order"]
  kms_key_arn  = "arn:aws:kms:eu-west-1:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"
}

run "keeps_images_as_they_were_tested" {
  command = plan

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.image_tag_mutability == "IMMUTABLE"])
    error_message = "A tag can be moved to another image under a running service."
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.image_scanning_configuration[0].scan_on_push])
    error_message = "Images have to be scanned when they are pushed."
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : one(repository.encryption_configuration).kms_key == var.kms_key_arn])
    error_message = "Images have to be encrypted by the given key."
  }

  assert {
    condition     = toset([for repository in aws_ecr_repository.this : repository.name]) == toset(["grocery/cart", "grocery/order"])
    error_message = "Repositories are called NAME/SERVICE."
  }

  assert {
    condition     = [for rule in jsondecode(aws_ecr_lifecycle_policy.this["cart"].policy).rules : rule.selection.countNumber] == [7, 100]
    error_message = "Untagged images stay for 7 days, and the newest 100 tagged ones."
  }

  assert {
    condition     = length(aws_ecr_repository_policy.this) == 0 && length(aws_codeartifact_domain_permissions_policy.this) == 0
    error_message = "Without principals of other accounts nobody else may be let in."
  }
}

run "lets_in_whom_it_is_told" {
  command = apply

  variables {
    pull_principals = ["arn:aws:iam::210987654321:root"]
    push_principals = ["arn:aws:iam::123456789012:role/grocery-build"]
  }

  assert {
    condition     = length(aws_ecr_repository_policy.this) == 2
    error_message = "Every repository needs the policy."
  }

  assert {
    condition     = { for statement in jsondecode(data.aws_iam_policy_document.images["here"].json).Statement : statement.Sid => statement.Principal.AWS } == { Pull = "arn:aws:iam::210987654321:root", Push = "arn:aws:iam::123456789012:role/grocery-build" }
    error_message = "The account may pull and the role may push, and nobody else anything."
  }

  assert {
    condition     = !strcontains(data.aws_iam_policy_document.images["here"].json, "*")
    error_message = "The policy of the images has a wildcard."
  }

  assert {
    condition     = !contains(flatten([for statement in jsondecode(data.aws_iam_policy_document.images["here"].json).Statement : statement.Action if statement.Sid == "Pull"]), "ecr:PutImage")
    error_message = "Who pulls must not push."
  }

  assert {
    condition     = contains(flatten([for statement in jsondecode(data.aws_iam_policy_document.images["here"].json).Statement : statement.Action if statement.Sid == "Pull"]), "ecr:DescribeImages")
    error_message = "Who pulls must be able to look whether an image is there."
  }

  assert {
    condition     = one([for statement in jsondecode(data.aws_iam_policy_document.packages["this"].json).Statement : statement.Resource if statement.Sid == "Publish"]) == "${replace(aws_codeartifact_repository.packages["this"].arn, ":repository/", ":package/")}/nuget/*"
    error_message = "Packages may be published to this repository alone."
  }
}

run "hands_on_nuget_org" {
  command = apply

  assert {
    condition     = aws_codeartifact_repository.packages["this"].upstream[0].repository_name == "nuget-org" && aws_codeartifact_repository.public["this"].external_connections[0].external_connection_name == "public:nuget-org"
    error_message = "The feed has to have what nuget.org has."
  }

  assert {
    condition     = output.code_artifact_domain == "grocery" && endswith(output.code_artifact_endpoint, "v3/index.json") && aws_codeartifact_domain.this["this"].encryption_key == var.kms_key_arn
    error_message = "The feed has the module's name and key, and an address for nuget.config."
  }

  assert {
    condition     = keys(output.repository_urls) == ["cart", "order"] && output.repository_arns["cart"] == aws_ecr_repository.this["cart"].arn
    error_message = "Each service needs the address of its repository."
  }
}

run "does_without_a_feed" {
  command = plan

  variables {
    code_artifact     = { enabled = false }
    enhanced_scanning = true
  }

  assert {
    condition     = length(aws_codeartifact_domain.this) + length(aws_codeartifact_repository.packages) == 0 && output.code_artifact_endpoint == null
    error_message = "There must be no feed."
  }

  assert {
    condition     = one(aws_ecr_registry_scanning_configuration.this[0].rule).scan_frequency == "CONTINUOUS_SCAN"
    error_message = "Images have to be scanned again and again."
  }
}

run "refuses_a_name" {
  command = plan
  variables {
    name = "Grocery"
  }
  expect_failures = [var.name]
}

run "refuses_no_repositories" {
  command = plan
  variables {
    repositories = []
  }
  expect_failures = [var.repositories]
}

run "refuses_a_repository" {
  command = plan
  variables {
    repositories = ["Cart Service"]
  }
  expect_failures = [var.repositories]
}

run "refuses_an_alias_as_key" {
  command = plan
  variables {
    kms_key_arn = "alias/grocery"
  }
  expect_failures = [var.kms_key_arn]
}

run "refuses_to_keep_too_few" {
  command = plan
  variables {
    keep_images = 5
  }
  expect_failures = [var.keep_images]
}

run "refuses_untagged_images_for_ever" {
  command = plan
  variables {
    untagged_days = 0
  }
  expect_failures = [var.untagged_days]
}

run "refuses_that_everybody_pulls" {
  command = plan
  variables {
    pull_principals = ["*"]
  }
  expect_failures = [var.pull_principals]
}

run "refuses_that_an_account_pushes" {
  command = plan
  variables {
    push_principals = ["arn:aws:iam::210987654321:root"]
  }
  expect_failures = [var.push_principals]
}

run "refuses_a_domain" {
  command = plan
  variables {
    code_artifact = { domain = "-" }
  }
  expect_failures = [var.code_artifact]
}
