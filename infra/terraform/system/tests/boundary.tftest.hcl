variables {
  environment           = "prod"
  account_id            = "123456789012"
  delivery_account_id   = "210987654321"
  region                = "us-west-2"
  recovery_region       = "us-east-1"
  domain                = "shop.grocery.example"
  zone_id               = "Z0PROD0000000000000A"
  monthly_budget_usd    = 2500
  alarm_emails          = ["oncall@grocery.example"]
  collector_image       = "210987654321.dkr.ecr.us-west-2.amazonaws.com/grocery/aws-otel-collector@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  database_client_image = "210987654321.dkr.ecr.us-west-2.amazonaws.com/grocery/postgres@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  images = {
    cart       = "grocery/cart@sha256:1000000000000000000000000000000000000000000000000000000000000000"
    order      = "grocery/order@sha256:2000000000000000000000000000000000000000000000000000000000000000"
    product    = "grocery/product@sha256:3000000000000000000000000000000000000000000000000000000000000000"
    storefront = "grocery/storefront@sha256:4000000000000000000000000000000000000000000000000000000000000000"
    summary    = "grocery/summary@sha256:5000000000000000000000000000000000000000000000000000000000000000"
  }
  slo = {
    cart       = { availability = 99.9, latency_seconds = 0.5, minimum_failures = 10 }
    order      = { availability = 99.9, latency_seconds = 0.5, minimum_failures = 10 }
    product    = { availability = 99.9, latency_seconds = 0.5, minimum_failures = 10 }
    storefront = { availability = 99.9, latency_seconds = 0.5, minimum_failures = 10 }
    summary    = { availability = 99.9, latency_seconds = 0.5, minimum_failures = 10 }
  }
}

# One plan of the whole for all that is asked of it: it takes seconds.
run "nobody_who_deploys_gets_beyond_the_boundary" {
  command = plan

  # What gives a role a right, or a wider fence, and knows the condition.
  assert {
    condition = alltrue([for statement in jsondecode(data.aws_iam_policy_document.deploy.json).Statement : statement.Condition.StringEquals["iam:PermissionsBoundary"] == "arn:aws:iam::123456789012:policy/grocery-prod-boundary"
      if statement.Effect == "Allow" && length(setintersection(flatten([statement.Action]), [
        "iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy",
    ])) > 0]) && aws_iam_policy.boundary.name == "grocery-prod-boundary"
    error_message = "The deploying role can make a role that may do more than the boundary says."
  }

  assert {
    condition = length(setintersection(flatten([for statement in jsondecode(data.aws_iam_policy_document.deploy.json).Statement : flatten([statement.Action]) if statement.Effect == "Allow"]), [
      "*", "iam:*", "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:CreateUser", "iam:CreateAccessKey", "iam:DeleteRolePermissionsBoundary", "iam:SetDefaultPolicyVersion", "sts:*", "organizations:*",
    ])) == 0
    error_message = "The deploying role can make itself another way to rights."
  }

  # Without a boundary AWS's application makes the role of the function that rotates passwords, so that no other may be made under its name.
  assert {
    condition = alltrue([for statement in jsondecode(data.aws_iam_policy_document.deploy.json).Statement : statement.Effect == "Deny" || contains(["ReadRolesAndTheBoundary", "HandRolesToServices"], statement.Sid)
    if anytrue([for resource in flatten([statement.Resource]) : strcontains(resource, "serverlessrepo")])])
    error_message = "The deploying role can change a role that has no boundary."
  }

  assert {
    condition     = aws_iam_role.deployer["deploy"].permissions_boundary == null
    error_message = "Within the boundary no role can be made, and so nothing deployed."
  }

  # By both: the policy of whoever deploys, and that of every role which it makes.
  assert {
    condition = alltrue([for policy in [data.aws_iam_policy_document.deploy.json, data.aws_iam_policy_document.boundary.json] : alltrue([
      for sid, denied in {
        KeepTheTrail          = ["cloudtrail:StopLogging", "arn:aws:cloudtrail:*:123456789012:trail/*"]
        KeepTheRecords        = ["s3:DeleteObjectVersion", "arn:aws:s3:::grocery-prod-trail-123456789012-*"]
        KeepTheBackups        = ["backup:DeleteRecoveryPoint", "*"]
        KeepTheStates         = ["s3:PutBucketPolicy", "arn:aws:s3:::grocery-terraform-state-123456789012*"]
        KeepTheKeyOfTheStates = ["kms:ScheduleKeyDeletion", "arn:aws:kms:*:123456789012:key/*"]
        KeepTheBoundary       = ["iam:CreatePolicyVersion", "arn:aws:iam::123456789012:policy/*-boundary"]
        KeepRolesWithinIt     = ["iam:DeleteRolePermissionsBoundary", "arn:aws:iam::123456789012:role/*"]
      } : anytrue([for statement in jsondecode(policy).Statement : statement.Effect == "Deny" && contains(flatten([statement.Action]), denied[0]) && contains(flatten([statement.Resource]), denied[1]) if statement.Sid == sid])
    ])])
    error_message = "Somebody who deploys, or what they deploy, can destroy the trail, the backups, the states or the boundary."
  }

  # Locks are deleted, states are written.
  assert {
    condition     = length(setintersection(flatten([for statement in jsondecode(data.aws_iam_policy_document.deploy.json).Statement : flatten([statement.Action]) if statement.Sid == "KeepTheStates"]), ["s3:PutObject", "s3:DeleteObject", "s3:GetObject"])) == 0
    error_message = "The deploying role cannot write its state, or not release its lock."
  }

  assert {
    condition = length(setsubtract(["iam:Create*", "iam:Put*", "iam:Attach*", "iam:Update*", "iam:PassRole", "sts:AssumeRole"], flatten([
      for statement in jsondecode(data.aws_iam_policy_document.boundary.json).Statement : flatten([statement.Action]) if statement.Sid == "NoRightsOverRights" && statement.Effect == "Deny" && statement.Resource == "*"
    ]))) == 0
    error_message = "A role within the boundary can make another one beyond it."
  }

  # What AWS takes: 6,144 characters for a policy, 10,240 for those of a role together.
  assert {
    condition     = length(jsonencode(jsondecode(data.aws_iam_policy_document.boundary.json))) < 6144 && length(jsonencode(jsondecode(data.aws_iam_policy_document.deploy.json))) < 10240
    error_message = "AWS refuses a policy of this length: boundary ${length(jsonencode(jsondecode(data.aws_iam_policy_document.boundary.json)))}, deploy ${length(jsonencode(jsondecode(data.aws_iam_policy_document.deploy.json)))}."
  }
}
