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
  service_defaults      = { strategy = "canary" }
  services              = { summary = { cpu = 256, strategy = "rolling", parameters = { "Statistics:TimeToLive" = "00:00:30" } } }
  flags                 = { Checkout = 100, DeliverySlots = 20, Old = 0 }
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
    product    = { availability = 99.95, latency_seconds = 0.25, minimum_failures = 10 }
    storefront = { availability = 99.9, latency_seconds = 0.5, minimum_failures = 10 }
    summary    = { availability = 99.9, latency_seconds = 0, minimum_failures = 10 }
  }
}

# One plan of the whole for all that is asked of it: it takes seconds.
run "makes_the_whole_system" {
  command = plan

  assert {
    condition     = keys(output.service_names) == ["cart", "order", "product", "storefront", "summary"]
    error_message = "Not every service of the shop is deployed: ${jsonencode(output.service_names)}."
  }

  assert {
    condition     = output.url == "https://shop.grocery.example"
    error_message = "The shop is at ${output.url}."
  }

  assert {
    condition     = local.failover_role == "primary" && aws_sns_topic.failover[0].region == "us-east-1" && keys(aws_sns_topic_subscription.failover) == ["oncall@grocery.example"]
    error_message = "Nobody is told when the region is lost, whose own alarms are lost with it."
  }

  assert {
    condition = module.observability.promises == merge(
      { for service, slo in var.slo : "${service}-availability" => "${slo.availability} % of requests without a server error" },
      { for service, slo in var.slo : "${service}-latency" => "95 % of requests within ${slo.latency_seconds} s" if service != "summary" },
    )
    error_message = "The alarms of the load balancers do not watch what slo says: ${jsonencode(module.observability.promises)}."
  }

  assert {
    condition     = toset(keys(local.alert_rules)) == toset(["config", "health", "resilience", "rollback", "service", "shop", "telemetry"])
    error_message = "Amazon's Prometheus does not get every alert of the services: ${jsonencode(keys(local.alert_rules))}."
  }

  # The configuration names the alarm without waiting for it.
  assert {
    condition     = endswith(local.burn_alarm_arn, ":alarm:${module.observability.burn_alarm_name}")
    error_message = "Flags would be watched by ${local.burn_alarm_arn}, but the alarm is ${module.observability.burn_alarm_name}."
  }

  assert {
    condition = length(setsubtract(module.observability.publishers, flatten([
      for statement in jsondecode(data.aws_iam_policy_document.platform_key.json).Statement : try(statement.Principal.Service, [])
    ]))) == 0 && contains(module.observability.publishers, "events.rds.amazonaws.com")
    error_message = "Not everybody who publishes to the topic of the alarms may use its key, so what they say is lost: ${jsonencode(module.observability.publishers)} publish, ${jsonencode(values(local.key_users)[*].service)} have the key."
  }

  assert {
    condition     = alltrue([for service, of in local.shop : (of.database == null) == !contains(keys(module.database.secret_arns), service)])
    error_message = "A service with data has no secret for it, or one without has: ${jsonencode(keys(module.database.secret_arns))}."
  }

  # setup-environment hands this to ECS as it is.
  assert {
    condition     = output.database_roles.cluster == "grocery-prod" && output.database_roles.launchType == "FARGATE"
    error_message = "The databases and roles of the services would be made elsewhere: ${jsonencode(output.database_roles.cluster)}."
  }

  assert {
    condition     = local.settings["summary"].cpu == 256 && local.settings["summary"].strategy == "rolling" && local.settings["summary"].memory == 1024
    error_message = "summary has not what is set for it, or not the defaults for the rest: ${jsonencode(local.settings["summary"])}."
  }

  assert {
    condition     = local.settings["cart"].cpu == 512 && local.settings["cart"].strategy == "canary"
    error_message = "cart has not the defaults: ${jsonencode(local.settings["cart"])}."
  }

  assert {
    condition     = alltrue([for service, contract in local.contracts : contract.service == service && contract.version == 1])
    error_message = "A file under contracts is not that of its service: ${jsonencode({ for service, contract in local.contracts : service => contract.service })}."
  }

  assert {
    condition = module.observability.scraped == { for service, contract in local.contracts : service => {
      path = contract.metrics.path, port = local.management_port, scheme = contract.metrics.scheme
    } }
    error_message = "Metrics are asked for elsewhere than the contracts say: ${jsonencode(module.observability.scraped)}."
  }

  assert {
    condition = jsondecode(local.flags_document).feature_management.feature_flags == [
      { id = "Checkout", enabled = true },
      {
        id         = "DeliverySlots"
        enabled    = true
        conditions = { client_filters = [{ name = "Microsoft.Targeting", parameters = { Audience = { DefaultRolloutPercentage = 20 } } }] }
      },
      { id = "Old", enabled = false },
    ]
    error_message = "The document of flags is ${local.flags_document}."
  }

  assert {
    condition = alltrue([for key, project in { deploy = "grocery-deploy-prod", plan = "grocery-drift-prod" } :
      jsondecode(data.aws_iam_policy_document.deployer_trust[key].json).Statement[0].Condition.ArnEquals["aws:PrincipalArn"] == "arn:aws:iam::210987654321:role/${project}"
    ])
    error_message = "The deploying roles trust others than the projects of the pipeline."
  }

  assert {
    condition     = aws_iam_role_policy_attachment.plan[0].policy_arn == "arn:aws:iam::aws:policy/ReadOnlyAccess"
    error_message = "The role that compares may change something."
  }

  # What the backend of the environment names, the role that compares must be able to open.
  assert {
    condition = alltrue([
      for name in ["ReadTheState", "Lock"] : one([for statement in data.aws_iam_policy_document.plan.statement : statement.resources if statement.sid == name]) == toset([
        "arn:aws:s3:::grocery-terraform-state-123456789012/${regex("(?m)^key += \"([^\"]+)\"$", file("../environments/prod/backend.hcl"))[0]}${name == "Lock" ? ".tflock" : ""}"
      ])
    ]) && strcontains(file("../environments/prod/backend.hcl"), "\"alias/grocery-state\"")
    error_message = "The role that compares cannot read the state of its environment, or not lock it."
  }

  assert {
    condition     = one([for statement in data.aws_iam_policy_document.plan.statement : flatten([for condition in statement.condition : condition.values if condition.variable == "kms:ResourceAliases"]) if statement.sid == "WildcardKeyOfTheStateByItsAlias"]) == ["alias/grocery-state"]
    error_message = "The role that compares can use other keys than that of the states."
  }

  # An apply that could not write the state, or not take its lock, would end with resources that nobody knows of.
  assert {
    condition = toset(keys(aws_iam_role_policy.plan)) == toset(["deploy", "plan"]) && one([
      for statement in jsondecode(data.aws_iam_policy_document.deploy_data.json).Statement : statement.Resource if statement.Sid == "WriteTheState"
    ]) == one([for statement in data.aws_iam_policy_document.plan.statement : one(statement.resources) if statement.sid == "ReadTheState"])
    error_message = "The deploying role cannot write the state that the role which compares reads, or not lock it."
  }

  assert {
    condition = alltrue([for prefix in ["s3:::grocery-prod-", "secretsmanager:us-west-2:123456789012:secret:grocery-prod/"] : anytrue([
      for statement in jsondecode(data.aws_iam_policy_document.deploy_data.json).Statement : alltrue([for resource in flatten([statement.Resource]) : resource != "*"]) && anytrue([
        for resource in flatten([statement.Resource]) : strcontains(resource, prefix)
      ])
    ])])
    error_message = "The deploying role has buckets and secrets other than those of its environment, or not these."
  }

  assert {
    condition = alltrue([for statement in jsondecode(data.aws_iam_policy_document.deploy_data.json).Statement :
      alltrue([for action in flatten([statement.Action]) : !endswith(action, ":*")]) || alltrue([for resource in flatten([statement.Resource]) : !endswith(resource, ":*") && resource != "*"])
    ])
    error_message = "The deploying role may do everything with everything of keys, secrets or objects."
  }

  assert {
    condition = alltrue([for service in ["ecs", "ecs.application-autoscaling", "rds", "backup", "elasticloadbalancing"] : contains(one([
      for statement in jsondecode(data.aws_iam_policy_document.deploy.json).Statement : statement.Condition.StringEquals["iam:AWSServiceName"] if statement.Sid == "RolesOfServicesThemselves"
    ]), "${service}.amazonaws.com")])
    error_message = "In a new account the first deployment stops at a role that a service has not made yet."
  }

  assert {
    condition = one([for statement in jsondecode(data.aws_iam_policy_document.deploy.json).Statement : statement.Resource if statement.Sid == "LookForImages"]) == "arn:aws:ecr:us-west-2:210987654321:repository/grocery/*" && alltrue([
      for statement in jsondecode(data.aws_iam_policy_document.deploy.json).Statement : contains(statement.Resource, "arn:aws:iam::123456789012:role/serverlessrepo-grocery-*") if contains(["ReadRolesAndTheBoundary", "HandRolesToServices"], statement.Sid)
    ])
    error_message = "The deploying role cannot look for an image, or not at the role of the function that rotates passwords."
  }
}

run "needs_no_pipeline_and_no_second_region" {
  command = plan

  variables {
    delivery_account_id = null
    recovery_region     = null
  }

  assert {
    condition     = length(aws_iam_role.deployer) == 0 && length(module.recovery) == 0 && local.failover_role == null && output.recovery == null
    error_message = "Roles, backups or a second region are made that nobody asked for."
  }
}
