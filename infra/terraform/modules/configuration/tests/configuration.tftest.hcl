provider "aws" {
  region = "eu-west-1"
}

variables {
  name        = "grocery-dev"
  environment = "dev"
  shared      = { "Client:Timeout" = "00:00:05" }
  services = {
    cart  = { parameters = { "Cart:MaxItems" = "50" }, secure_parameters = ["Payment:ApiKey"] }
    order = {}
  }
  flags      = { document = "{\"version\":\"1\",\"flags\":{\"checkout\":{\"name\":\"Checkout\"}},\"values\":{\"checkout\":{\"enabled\":true}}}" }
  alarm_arns = ["arn:aws:cloudwatch:eu-west-1:123456789012:alarm:grocery-dev-burn"]
}

run "keys_become_paths_the_services_ask_for" {
  command = plan

  assert {
    condition     = toset(keys(aws_ssm_parameter.plain)) == toset(["/grocery/dev/shared/Client/Timeout", "/grocery/dev/cart/Cart/MaxItems"])
    error_message = "Parameters must lie at /root/environment/service/A/B for the key A:B; found ${jsonencode(keys(aws_ssm_parameter.plain))}."
  }

  assert {
    condition     = output.parameter_paths == { cart = ["/grocery/dev/shared", "/grocery/dev/cart"], order = ["/grocery/dev/shared", "/grocery/dev/order"] }
    error_message = "A service reads the shared path and its own, nobody else's; found ${jsonencode(output.parameter_paths)}."
  }
}

run "secret_values_stay_out_of_plan_and_state" {
  command = apply

  assert {
    condition     = aws_ssm_parameter.secure["/grocery/dev/cart/Payment/ApiKey"].type == "SecureString" && aws_ssm_parameter.secure["/grocery/dev/cart/Payment/ApiKey"].key_id == aws_kms_key.this.arn
    error_message = "A secure parameter must be a SecureString under the module's own key."
  }

  assert {
    condition     = aws_ssm_parameter.secure["/grocery/dev/cart/Payment/ApiKey"].value_wo_version == 1
    error_message = "The placeholder must be write-only, or Terraform would reset what an operator sets."
  }

  assert {
    condition     = aws_secretsmanager_secret_version.identity.secret_string == null && aws_secretsmanager_secret_version.identity.secret_string_wo_version == 1
    error_message = "The signing key must be write-only: who reads the state could sign in as anybody."
  }

  assert {
    condition     = aws_secretsmanager_secret.identity.kms_key_id == aws_kms_key.this.arn && output.identity_secret_arn == aws_secretsmanager_secret.identity.arn
    error_message = "The secret of the signing keys must be under the module's own key, and be the one that is handed out."
  }

  assert {
    condition     = output.secure_parameter_names == tolist(["/grocery/dev/cart/Payment/ApiKey"])
    error_message = "Operators must be told which values they have to set; found ${jsonencode(output.secure_parameter_names)}."
  }
}

run "flags_grow_and_an_alarm_takes_them_back" {
  command = apply

  assert {
    condition     = one(aws_appconfig_environment.this["this"].monitor).alarm_arn == var.alarm_arns[0] && one(aws_appconfig_environment.this["this"].monitor).alarm_role_arn == aws_iam_role.rollback["this"].arn
    error_message = "The environment must watch the alarm with the role that may read it, or no deployment is ever taken back."
  }

  assert {
    condition     = aws_appconfig_deployment_strategy.this["this"].growth_factor == 20 && aws_appconfig_deployment_strategy.this["this"].deployment_duration_in_minutes == 10 && aws_appconfig_deployment_strategy.this["this"].final_bake_time_in_minutes == 10
    error_message = "By default flags reach 20 % at a time over 10 minutes, and are watched for 10 more."
  }

  assert {
    condition     = aws_appconfig_deployment.this["this"].configuration_version == tostring(aws_appconfig_hosted_configuration_version.this["this"].version_number)
    error_message = "What is deployed must be the version of the given document."
  }

  assert {
    condition = jsonencode(output.app_config["cart"]) == jsonencode([{
      application_id = aws_appconfig_application.this["this"].id
      environment_id = aws_appconfig_environment.this["this"].environment_id
      profile_id     = aws_appconfig_configuration_profile.this["this"].configuration_profile_id
    }])
    error_message = "Each service must get the ids that its role needs for the flags."
  }

  assert {
    condition     = output.environment_variables["Platform__Config__AppConfig__FlagProfiles__0"] == "flags" && output.environment_variables["Platform__Config__AppConfig__Application"] == "grocery-dev"
    error_message = "The services must be told to read AWS's flags as flags; found ${jsonencode(keys(output.environment_variables))}."
  }

  assert {
    condition     = aws_appconfig_configuration_profile.this["this"].kms_key_identifier == aws_kms_key.this.arn && aws_appconfig_deployment.this["this"].kms_key_identifier == aws_kms_key.this.arn
    error_message = "The document must be encrypted by the module's own key, stored and deployed."
  }
}

# A watched deployment that AppConfig takes back, as it does while an alarm is new, needs something to go back to.
run "the_first_flags_are_there_before_any_are_watched" {
  command = apply

  assert {
    condition     = aws_appconfig_deployment.first["this"].configuration_version == aws_appconfig_deployment.this["this"].configuration_version && aws_appconfig_deployment.first["this"].deployment_strategy_id == aws_appconfig_deployment_strategy.at_once["this"].id
    error_message = "The first deployment must be of the given document, to everybody at once."
  }

  assert {
    condition     = aws_appconfig_deployment_strategy.at_once["this"].growth_factor == 100 && aws_appconfig_deployment_strategy.at_once["this"].deployment_duration_in_minutes == 0 && aws_appconfig_deployment_strategy.at_once["this"].final_bake_time_in_minutes == 0
    error_message = "A deployment at once takes no time, in which an alarm could take it back."
  }

  # The script that switches a flag looks for this name.
  assert {
    condition     = aws_appconfig_deployment_strategy.at_once["this"].name == "grocery-dev-at-once"
    error_message = "infra/scripts/flag looks for the strategy NAME-at-once; it is called ${aws_appconfig_deployment_strategy.at_once["this"].name}."
  }
}

run "microsofts_schema_is_a_plain_profile" {
  command = plan

  variables {
    flags = { document = "{\"feature_management\":{\"feature_flags\":[{\"id\":\"Checkout\",\"enabled\":true}]}}", format = "freeform" }
  }

  assert {
    condition     = aws_appconfig_configuration_profile.this["this"].type == "AWS.Freeform" && output.environment_variables["Platform__Config__AppConfig__Profiles__0"] == "flags"
    error_message = "A freeform document must be read as a plain profile, not as AWS's flags."
  }
}

run "without_flags_there_is_no_app_config" {
  command = plan

  variables {
    flags      = null
    alarm_arns = []
  }

  assert {
    condition     = length(aws_appconfig_application.this) == 0 && length(aws_iam_role.rollback) == 0 && output.app_config == { cart = [], order = [] } && output.application_name == null
    error_message = "Without flags nothing of AppConfig may be made or handed out."
  }

  assert {
    condition     = !contains(keys(output.environment_variables), "Platform__Config__AppConfig__Enabled")
    error_message = "Without flags a service that asks AppConfig would not start."
  }
}

run "the_key_is_for_the_account_alone" {
  command = apply

  assert {
    condition     = [for statement in jsondecode(aws_kms_key.this.policy).Statement : statement.Sid] == ["WildcardAccount"] && aws_kms_key.this.enable_key_rotation
    error_message = "By default the key is used by whom IAM allows, by no service of AWS, and is rotated; the policy is ${aws_kms_key.this.policy}."
  }
}

run "the_key_can_serve_logs_and_notifications" {
  command = apply

  variables {
    key_users = ["logs", "notifications"]
  }

  assert {
    condition = alltrue([for statement in jsondecode(aws_kms_key.this.policy).Statement :
    can(statement.Condition) if !contains(["WildcardAccount", "WildcardEvents"], statement.Sid)])
    error_message = "A service of AWS may use the key for this account only; the policy is ${aws_kms_key.this.policy}."
  }

  assert {
    condition     = anytrue([for statement in jsondecode(aws_kms_key.this.policy).Statement : statement.Sid == "WildcardLogs" && try(statement.Principal.Service, "") == "logs.eu-west-1.amazonaws.com"])
    error_message = "Log groups cannot be encrypted unless CloudWatch Logs of this region may use the key; the policy is ${aws_kms_key.this.policy}."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_kms_key.this.policy).Statement : statement.Sid == "WildcardAccount" || !strcontains(jsonencode(statement.Action), "*")])
    error_message = "A service of AWS gets the actions it needs, not all; the policy is ${aws_kms_key.this.policy}."
  }
}

run "its_roles_stay_within_the_boundary" {
  command = plan

  variables {
    permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition     = alltrue([for role in values(aws_iam_role.rollback) : role.permissions_boundary == var.permissions_boundary]) && length(values(aws_iam_role.rollback)) == 1
    error_message = "A role goes beyond what whoever deploys it may do."
  }
}

run "refuses_a_boundary_that_is_no_policy" {
  command = plan
  variables { permissions_boundary = "arn:aws:iam::123456789012:role/boundary" }
  expect_failures = [var.permissions_boundary]
}
