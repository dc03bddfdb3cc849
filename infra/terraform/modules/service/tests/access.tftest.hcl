provider "aws" {
  region = "eu-west-1"
}

variables {
  access = {
    parameter_paths = ["/grocery/test/shared", "/grocery/test/cart"]
    secret_arns = [
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:grocery/test/cart-AbCdEf",
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:grocery/test/identity-GhIjKl",
    ]
    kms_key_arns = ["arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"]
    app_config   = [{ application_id = "abc1234", environment_id = "def5678", profile_id = "ghi9012" }]
  }
  secrets = {
    Partner__ApiKey = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:grocery/test/partner-MnOpQr:key::"
    Partner__Url    = "arn:aws:ssm:eu-west-1:123456789012:parameter/grocery/test/partner/url"
  }
  secret_key_arns = ["arn:aws:kms:eu-west-1:123456789012:key/99999999-2222-3333-4444-555555555555"]
}

run "the_task_reads_exactly_its_own" {
  command = apply

  assert {
    condition = toset(flatten([for s in jsondecode(aws_iam_role_policy.task[0].policy).Statement : s.Resource if s.Sid != "WildcardBatchOfTheSecretsAbove"])) == toset([
      "arn:aws:ssm:eu-west-1:123456789012:parameter/grocery/test/shared", "arn:aws:ssm:eu-west-1:123456789012:parameter/grocery/test/shared/*",
      "arn:aws:ssm:eu-west-1:123456789012:parameter/grocery/test/cart", "arn:aws:ssm:eu-west-1:123456789012:parameter/grocery/test/cart/*",
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:grocery/test/cart-AbCdEf", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:grocery/test/identity-GhIjKl",
      "arn:aws:appconfig:eu-west-1:123456789012:application/abc1234/environment/def5678/configuration/ghi9012",
      "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555",
    ])
    error_message = "the task role reads something else: ${aws_iam_role_policy.task[0].policy}"
  }

  assert {
    condition = toset(flatten([for s in jsondecode(aws_iam_role_policy.task[0].policy).Statement : s.Action])) == toset([
      "ssm:GetParametersByPath", "ssm:GetParameters", "secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret", "secretsmanager:BatchGetSecretValue",
      "appconfig:StartConfigurationSession", "appconfig:GetLatestConfiguration", "kms:Decrypt",
    ])
    error_message = "the task role does something else than read its configuration: ${aws_iam_role_policy.task[0].policy}"
  }

  assert {
    condition     = alltrue([for s in jsondecode(aws_iam_role_policy.task[0].policy).Statement : s.Effect == "Allow" && (s.Resource != "*" || flatten([s.Action]) == ["secretsmanager:BatchGetSecretValue"])])
    error_message = "something else than the batch, for which AWS knows no resource, is allowed on everything"
  }

  assert {
    condition     = alltrue([for s in jsondecode(aws_iam_role_policy.task[0].policy).Statement : try(toset(s.Condition.StringEquals["kms:ViaService"]) == toset(["ssm.eu-west-1.amazonaws.com", "secretsmanager.eu-west-1.amazonaws.com", "appconfig.eu-west-1.amazonaws.com"]), false) if s.Action == "kms:Decrypt"])
    error_message = "the key decrypts what is not read through its service"
  }
}

run "one_secret_needs_no_wildcard" {
  command = apply
  variables {
    access = { secret_arns = ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:grocery/test/cart-AbCdEf"] }
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.task[0].policy, "*")
    error_message = "a role for one secret has a wildcard: ${aws_iam_role_policy.task[0].policy}"
  }
}

run "without_access_there_is_no_policy" {
  command = plan
  variables { access = {} }

  assert {
    condition     = length(aws_iam_role_policy.task) == 0 && length(aws_iam_role_policy.telemetry) == 0
    error_message = "a service that reads nothing has rights"
  }
}

run "starting_is_the_business_of_another_role" {
  command = apply

  assert {
    condition     = aws_ecs_task_definition.this.task_role_arn == aws_iam_role.task.arn && aws_ecs_task_definition.this.execution_role_arn == aws_iam_role.execution.arn && aws_iam_role.task.arn != aws_iam_role.execution.arn
    error_message = "the service has the rights of what starts it"
  }

  assert {
    condition = toset(flatten([for s in jsondecode(aws_iam_role_policy.execution.policy).Statement : s.Resource if s.Sid != "WildcardEcrLogin"])) == toset([
      "arn:aws:logs:eu-west-1:123456789012:log-group:/grocery/test/cart:log-stream:cart/*",
      "arn:aws:ecr:eu-west-1:210987654321:repository/grocery/cart",
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:grocery/test/partner-MnOpQr",
      "arn:aws:ssm:eu-west-1:123456789012:parameter/grocery/test/partner/url",
      "arn:aws:kms:eu-west-1:123456789012:key/99999999-2222-3333-4444-555555555555",
    ])
    error_message = "the execution role reaches something else: ${aws_iam_role_policy.execution.policy}"
  }

  assert {
    condition     = alltrue([for s in jsondecode(aws_iam_role_policy.execution.policy).Statement : !strcontains(jsonencode([s.Resource, s.Action]), "*") || startswith(s.Sid, "Wildcard")])
    error_message = "a wildcard does not say why"
  }

  assert {
    condition     = { for s in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].secrets : s.name => s.valueFrom } == { for k, v in var.secrets : k => v }
    error_message = "the variables of the service are not those of the caller"
  }
}

run "roles_are_for_tasks_of_this_account" {
  command = plan

  assert {
    condition = alltrue([for r in [aws_iam_role.task, aws_iam_role.execution] :
      jsondecode(r.assume_role_policy).Statement[0].Principal.Service == "ecs-tasks.amazonaws.com" &&
      jsondecode(r.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "123456789012" &&
    jsondecode(r.assume_role_policy).Statement[0].Condition.ArnLike["aws:SourceArn"] == "arn:aws:ecs:eu-west-1:123456789012:*"])
    error_message = "another account could use a role through ECS"
  }
}

run "images_from_elsewhere_need_no_registry" {
  command = apply
  variables { image = "public.ecr.aws/grocery/cart@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" }

  assert {
    condition     = !strcontains(aws_iam_role_policy.execution.policy, "ecr:")
    error_message = "rights for a registry that is not asked"
  }
}

run "telemetry_goes_to_one_workspace" {
  command = apply
  variables {
    collector = {
      image            = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/adot@sha256:fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
      config           = "receivers: {}"
      remote_write_arn = "arn:aws:aps:eu-west-1:123456789012:workspace/ws-1"
    }
  }

  assert {
    condition     = one([for s in jsondecode(aws_iam_role_policy.telemetry[0].policy).Statement : s.Resource if s.Action == "aps:RemoteWrite"]) == "arn:aws:aps:eu-west-1:123456789012:workspace/ws-1"
    error_message = "metrics can be written elsewhere"
  }

  assert {
    condition     = alltrue([for s in jsondecode(aws_iam_role_policy.telemetry[0].policy).Statement : s.Resource != "*" || startswith(s.Sid, "Wildcard")])
    error_message = "a wildcard does not say why"
  }

  assert {
    condition     = strcontains(aws_iam_role_policy.execution.policy, "arn:aws:ecr:eu-west-1:210987654321:repository/adot")
    error_message = "the image of the collector cannot be pulled"
  }
}

run "its_roles_stay_within_the_boundary" {
  command = plan

  variables {
    deployment           = { strategy = "canary" }
    permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition     = alltrue([for role in concat([aws_iam_role.task, aws_iam_role.execution], aws_iam_role.shift) : role.permissions_boundary == var.permissions_boundary]) && length(concat([aws_iam_role.task, aws_iam_role.execution], aws_iam_role.shift)) == 3
    error_message = "A role goes beyond what whoever deploys it may do."
  }
}

run "refuses_a_boundary_that_is_no_policy" {
  command = plan
  variables { permissions_boundary = "arn:aws:iam::123456789012:role/boundary" }
  expect_failures = [var.permissions_boundary]
}
