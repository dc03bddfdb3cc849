provider "aws" {
  region = "eu-west-1"
}

variables {
  environment_variables = { Store = "runtime", Database__Migrations = "Elsewhere" }
  secrets               = { Partner__ApiKey = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:grocery/test/partner-MnOpQr:key::" }
  access                = { secret_arns = ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:grocery/test/cart-AbCdEf"] }
}

run "a_service_that_needs_none_has_no_second_container" {
  command = apply

  assert {
    condition     = [for c in jsondecode(aws_ecs_task_definition.this.container_definitions) : c.name] == ["cart"] && length(jsondecode(aws_ecs_task_definition.this.container_definitions)[0].dependsOn) == 0
    error_message = "the service waits for a container that nobody asked for"
  }
}

run "the_schema_is_changed_before_the_service_starts_and_by_another" {
  command = apply

  variables {
    migration = {
      environment_variables = { Database__Migrations = "Only", Store = null }
      secrets               = { Owner__password = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:grocery/test/cart/migration-XyZxYz:password::" }
    }
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].dependsOn == [{ containerName = "migration", condition = "SUCCESS" }] && jsondecode(aws_ecs_task_definition.this.container_definitions)[1].name == "migration"
    error_message = "the service would start before its schema is there, or although it could not be made"
  }

  assert {
    condition     = !jsondecode(aws_ecs_task_definition.this.container_definitions)[1].essential && jsondecode(aws_ecs_task_definition.this.container_definitions)[1].image == var.image
    error_message = "the end of the migration would be the end of the task, or another build migrates"
  }

  assert {
    condition = { for v in jsondecode(aws_ecs_task_definition.this.container_definitions)[1].environment : v.name => v.value if contains(["Store", "Database__Migrations", "Platform__Service__Name"], v.name) } == {
      Database__Migrations = "Only", Platform__Service__Name = "cart"
    }
    error_message = "the migration has not the service's variables with its own over them: ${jsonencode(jsondecode(aws_ecs_task_definition.this.container_definitions)[1].environment)}"
  }

  assert {
    condition     = [for s in jsondecode(aws_ecs_task_definition.this.container_definitions)[1].secrets : s.name] == ["Owner__password", "Partner__ApiKey"] && [for s in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].secrets : s.name] == ["Partner__ApiKey"]
    error_message = "the service itself has the secret of the migration"
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.task[0].policy, "migration") && strcontains(aws_iam_role_policy.execution.policy, ":secret:grocery/test/cart/migration-XyZxYz\"")
    error_message = "who takes over the service reads the secret of the migration, or ECS cannot"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[1].readonlyRootFilesystem && jsondecode(aws_ecs_task_definition.this.container_definitions)[1].user == "1654" && jsondecode(aws_ecs_task_definition.this.container_definitions)[1].linuxParameters.capabilities.drop == ["ALL"]
    error_message = "the migration may do more than the service"
  }
}

run "refuses_a_secret_by_its_value" {
  command = plan
  variables { migration = { secrets = { Owner__password = "hunter2" } } }
  expect_failures = [var.migration]
}

run "refuses_a_secret_that_the_service_has_too" {
  command = plan
  variables { migration = { secrets = { Partner__ApiKey = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:grocery/test/partner-MnOpQr:key::" } } }
  expect_failures = [var.migration]
}
