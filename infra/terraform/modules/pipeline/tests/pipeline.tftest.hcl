provider "aws" {
  region = "eu-west-1"
}

variables {
  name            = "grocery"
  services        = ["cart", "storefront"]
  kms_key_arn     = "arn:aws:kms:eu-west-1:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"
  alarm_topic_arn = "arn:aws:sns:eu-west-1:123456789012:alarms"

  repository = {
    connection_arn = "arn:aws:codeconnections:eu-west-1:123456789012:connection/5d3b2c1a-0000-4000-8000-000000000002"
    full_name      = "grocery/platform"
  }

  registry = {
    repository_arns              = ["arn:aws:ecr:eu-west-1:123456789012:repository/grocery/cart", "arn:aws:ecr:eu-west-1:123456789012:repository/grocery/storefront"]
    code_artifact_domain_arn     = "arn:aws:codeartifact:eu-west-1:123456789012:domain/grocery"
    code_artifact_repository_arn = "arn:aws:codeartifact:eu-west-1:123456789012:repository/grocery/packages"
  }

  environments = [
    { name = "dev", account_id = "111111111111", role_arn = "arn:aws:iam::111111111111:role/deploy", plan_role_arn = "arn:aws:iam::111111111111:role/plan", url = "https://dev.shop.example" },
    { name = "staging", account_id = "222222222222", role_arn = "arn:aws:iam::222222222222:role/deploy" },
    { name = "prod", account_id = "333333333333", role_arn = "arn:aws:iam::333333333333:role/deploy", plan_role_arn = "arn:aws:iam::333333333333:role/plan", approval = true },
  ]
}

run "goes_from_dev_to_prod" {
  command = plan

  assert {
    condition     = join(" ", aws_codepipeline.this.stage[*].name) == "Source Verify Build Deploy-dev Deploy-staging Approve-prod Deploy-prod"
    error_message = "Stages are out of order, or prod can be reached without an approval."
  }

  assert {
    condition     = aws_codepipeline.this.stage[5].action[0].provider == "Manual" && aws_codepipeline.this.stage[5].action[0].configuration.NotificationArn == var.alarm_topic_arn
    error_message = "A person has to be asked, and told that they are."
  }

  assert {
    condition     = [for action in aws_codepipeline.this.stage[6].action : "${action.run_order} ${action.configuration.ProjectName}"] == ["1 grocery-deploy-prod", "2 grocery-smoke-prod"]
    error_message = "A deployment is followed by a look at what it did."
  }

  assert {
    condition     = [for stage in aws_codepipeline.this.stage : stage.name if length(stage.on_failure) > 0] == ["Deploy-dev", "Deploy-staging", "Deploy-prod"] && alltrue([for stage in aws_codepipeline.this.stage : stage.on_failure[0].result == "ROLLBACK" if length(stage.on_failure) > 0])
    error_message = "Each deployment that fails has to go back by itself, without a person to agree first."
  }

  assert {
    condition     = aws_codepipeline.this.execution_mode == "QUEUED" && aws_codepipeline.this.pipeline_type == "V2"
    error_message = "A newer run must not overtake one that is deploying."
  }

  assert {
    condition     = toset([for action in aws_codepipeline.this.stage[1].action : action.name]) == toset(["scan", "test"]) && [for action in aws_codepipeline.this.stage[2].action : action.name] == ["build", "sign"]
    error_message = "What is built was scanned and tested, and is signed."
  }

  assert {
    condition     = one(aws_codepipeline.this.artifact_store).encryption_key[0].id == var.kms_key_arn && alltrue([for project in aws_codebuild_project.this : project.encryption_key == var.kms_key_arn])
    error_message = "Artifacts have to be encrypted by the given key."
  }
}

run "has_a_project_for_each_step" {
  command = plan

  assert {
    condition     = keys(aws_codebuild_project.this) == ["build", "deploy-dev", "deploy-prod", "deploy-staging", "drift-dev", "drift-prod", "scan", "sign", "smoke-dev", "smoke-prod", "smoke-staging", "test"]
    error_message = "A project is missing, or one too many."
  }

  assert {
    condition     = alltrue([for key, project in aws_codebuild_project.this : project.source[0].buildspec == "infra/buildspecs/${split("-", key)[0]}.yml"])
    error_message = "Every step has its buildspec under infra/buildspecs."
  }

  assert {
    condition     = [for key, project in aws_codebuild_project.this : key if project.environment[0].privileged_mode] == ["build"]
    error_message = "Only the build of images may have Docker."
  }

  assert {
    condition     = { for variable in aws_codebuild_project.this["build"].environment[0].environment_variable : variable.name => variable.value } == { SERVICES = "cart storefront", REGISTRY = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/grocery", FEED_DOMAIN = "grocery", FEED_REPOSITORY = "packages" }
    error_message = "The build has to know what goes where."
  }

  assert {
    condition     = { for key, project in aws_codebuild_project.this : key => [for variable in project.environment[0].environment_variable : variable.name] if contains(["scan", "test", "sign", "drift-dev", "smoke-staging"], key) } == { scan = [], test = [], sign = ["SIGNING_KEY"], drift-dev = ["ENVIRONMENT", "ROLE_ARN"], smoke-staging = ["ENVIRONMENT"] }
    error_message = "A project is told what its buildspec does not use, or not what it does."
  }

  assert {
    condition     = contains([for variable in aws_codebuild_project.this["smoke-dev"].environment[0].environment_variable : "${variable.name}=${variable.value}"], "SHOP_URL=https://dev.shop.example")
    error_message = "The smoke test has to know the address."
  }
}

run "lets_a_machine_of_its_own_be_pulled" {
  command = apply

  variables {
    build = { test_image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/grocery/debian@sha256:1111111111111111111111111111111111111111111111111111111111111111" }
  }

  assert {
    condition     = { for key, project in aws_codebuild_project.this : key => project.environment[0].image_pull_credentials_type if project.environment[0].image == var.build.test_image } == { test = "SERVICE_ROLE" }
    error_message = "Tests run in their own image, and nothing else does."
  }

  assert {
    condition     = [for statement in jsondecode(data.aws_iam_policy_document.project["test"].json).Statement : statement.Resource if statement.Sid == "OwnMachine"] == ["arn:aws:ecr:eu-west-1:123456789012:repository/grocery/debian"]
    error_message = "The project of the tests has to be able to pull its machine's image."
  }
}

run "lets_each_project_do_its_own" {
  command = apply

  assert {
    condition = alltrue([for key, document in data.aws_iam_policy_document.project : jsonencode([for statement in jsondecode(document.json).Statement : statement.Resource if try(statement.Sid, "") == "Environment"]) == jsonencode(
    startswith(key, "deploy-") ? ["arn:aws:iam::${ { dev = "111111111111", staging = "222222222222", prod = "333333333333" }[split("-", key)[1]]}:role/deploy"] : startswith(key, "drift-") ? ["arn:aws:iam::${ { dev = "111111111111", prod = "333333333333" }[split("-", key)[1]]}:role/plan"] : [])])
    error_message = "A deployment may become the role of its environment, a comparison the role that only reads, and no other project any."
  }

  assert {
    condition     = [for key, document in data.aws_iam_policy_document.project : key if strcontains(document.json, "ecr:PutImage")] == ["build", "sign"]
    error_message = "Only build and sign may push to the registry."
  }

  assert {
    condition     = { for variable in aws_codebuild_project.this["deploy-dev"].environment[0].environment_variable : variable.name => variable.value } == { ENVIRONMENT = "dev", ROLE_ARN = "arn:aws:iam::111111111111:role/deploy", SIGNING_KEY = "awskms:///${aws_kms_key.signing.arn}", DEPLOYED_SOURCE = "s3://grocery-artifacts-123456789012-eu-west-1/deployed/dev/source.zip" }
    error_message = "A deployment has to know where, as whom, and whose signature counts."
  }

  assert {
    condition     = [for key, document in data.aws_iam_policy_document.project : key if strcontains(document.json, "kms:Sign")] == ["sign"] && aws_kms_key.signing.key_usage == "SIGN_VERIFY"
    error_message = "Only sign may sign."
  }

  assert {
    condition     = [for key, document in data.aws_iam_policy_document.project : key if strcontains(document.json, "kms:GetPublicKey") && strcontains(document.json, "ecr:BatchGetImage")] == ["deploy-dev", "deploy-prod", "deploy-staging", "sign"]
    error_message = "A deployment has to be able to read signatures, and their key."
  }

  assert {
    condition     = [for key, document in data.aws_iam_policy_document.project : key if !strcontains(document.json, "codeconnections:UseConnection")] == ["drift-dev", "drift-prod"] && aws_codepipeline.this.stage[0].action[0].configuration.OutputArtifactFormat == "CODEBUILD_CLONE_REF"
    error_message = "Who works on the source clones it, with its history; drift compares what was deployed."
  }

  assert {
    condition     = aws_codepipeline.this.stage[3].action[0].namespace == "deploy_dev" && strcontains(aws_codepipeline.this.stage[3].action[1].configuration.EnvironmentVariables, "#{deploy_dev.ASLEEP}")
    error_message = "A shop that sleeps by schedule would fail the look at it, and with it the deployment."
  }

  assert {
    condition     = [for key, document in data.aws_iam_policy_document.project : key if strcontains(document.json, "PublishPackageVersion")] == ["build"]
    error_message = "Only the build may publish packages."
  }

  assert {
    condition     = alltrue(flatten([for document in data.aws_iam_policy_document.project : [for statement in jsondecode(document.json).Statement : startswith(statement.Sid, "Wildcard") || jsonencode(statement.Resource) != "\"*\""]]))
    error_message = "A statement allows every resource and does not say why."
  }

  assert {
    condition     = [for statement in jsondecode(data.aws_iam_policy_document.project["drift-dev"].json).Statement : statement.Resource if statement.Sid == "Read"] == ["arn:aws:s3:::grocery-artifacts-123456789012-eu-west-1/deployed/dev/source.zip"]
    error_message = "A comparison may read what was deployed in its environment, and no more."
  }

  assert {
    condition     = !strcontains(data.aws_iam_policy_document.pipeline.json, "iam:PassRole") && !strcontains(data.aws_iam_policy_document.pipeline.json, "project/grocery-drift")
    error_message = "The pipeline may start its projects, and no more."
  }

  assert {
    condition     = alltrue([for key, document in data.aws_iam_policy_document.project_assume : strcontains(document.json, "project/grocery-${key}\"")])
    error_message = "Only its own project may use a role."
  }
}

# CodePipeline publishes what waits for an approval as its own role: in the same account that is enough, whatever the topic's policy says.
run "may_tell_of_an_approval_that_waits" {
  command = plan

  assert {
    condition = [for statement in jsondecode(data.aws_iam_policy_document.pipeline.json).Statement : statement.Resource if contains(flatten([statement.Action]), "sns:Publish")] == [var.alarm_topic_arn] && [
      for statement in jsondecode(data.aws_iam_policy_document.pipeline.json).Statement : statement.Resource if length(setsubtract(["kms:Decrypt", "kms:GenerateDataKey"], flatten([statement.Action]))) == 0
    ] == [var.kms_key_arn]
    error_message = "The role of the pipeline cannot publish to the topic, or not encrypt what it says: nobody would hear that a deployment waits."
  }
}

run "notices_drift" {
  command = apply

  assert {
    condition     = keys(aws_cloudwatch_event_target.drift) == ["dev", "prod"] && aws_cloudwatch_event_target.drift["prod"].arn == aws_codebuild_project.this["drift-prod"].arn
    error_message = "Every environment with a role to plan has to be compared, and only those."
  }

  assert {
    condition     = alltrue([for key, alarm in aws_cloudwatch_metric_alarm.drift : alarm.dimensions.ProjectName == "grocery-drift-${key}" && alarm.alarm_actions == toset([var.alarm_topic_arn])])
    error_message = "Drift has to be told."
  }

  assert {
    condition     = aws_codebuild_project.this["drift-prod"].source[0].type == "S3" && aws_codebuild_project.this["drift-prod"].source[0].location == "grocery-artifacts-123456789012-eu-west-1/deployed/prod/source.zip"
    error_message = "Compared is what was deployed, not the newest source."
  }

  assert {
    condition     = output.project_role_arns["deploy-prod"] == aws_iam_role.project["deploy-prod"].arn && output.pipeline_name == "grocery"
    error_message = "The roles of the environments need to know whom to trust."
  }
}

run "uses_a_given_bucket_and_no_feed" {
  command = apply

  variables {
    artifact_bucket = "given-artifacts"
    registry        = { repository_arns = ["arn:aws:ecr:eu-west-1:123456789012:repository/grocery/cart"], feed = false }
  }

  assert {
    condition     = length(aws_s3_bucket.artifacts) == 0 && one(aws_codepipeline.this.artifact_store).location == "given-artifacts"
    error_message = "No second bucket is needed."
  }

  assert {
    condition     = alltrue([for document in data.aws_iam_policy_document.project : !strcontains(document.json, "codeartifact")])
    error_message = "Without a feed nobody needs a right on it."
  }
}

run "its_roles_stay_within_the_boundary" {
  command = plan

  variables {
    permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition     = alltrue([for role in concat([aws_iam_role.pipeline], values(aws_iam_role.project), values(aws_iam_role.schedule)) : role.permissions_boundary == var.permissions_boundary]) && length(concat([aws_iam_role.pipeline], values(aws_iam_role.project), values(aws_iam_role.schedule))) > 5
    error_message = "A role goes beyond what whoever deploys it may do."
  }
}
