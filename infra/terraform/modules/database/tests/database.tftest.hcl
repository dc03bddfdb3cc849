provider "aws" {
  region = "eu-west-1"
}

variables {
  name                       = "grocery-dev"
  vpc_id                     = "vpc-1"
  subnet_ids                 = ["subnet-1", "subnet-2", "subnet-3"]
  endpoint_security_group_id = "sg-endpoints"
  client_security_group_ids  = { cart = "sg-cart" }
  kms_key_arn                = "arn:aws:kms:eu-west-1:123456789012:key/data"
  alarm_topic_arn            = "arn:aws:sns:eu-west-1:123456789012:alarms"
  services                   = { cart = { rotation_days = 7 }, order = { connections = 40 } }
  roles_image                = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/grocery/postgres-client@sha256:0000000000000000000000000000000000000000000000000000000000000001"
  cluster                    = { arn = "arn:aws:ecs:eu-west-1:123456789012:cluster/grocery-dev", name = "grocery-dev" }
}

run "the_defaults_are_those_of_production" {
  command = plan

  assert {
    condition     = aws_db_instance.this.multi_az && aws_db_instance.this.deletion_protection && aws_db_instance.this.backup_retention_period == 30
    error_message = "Unless told otherwise: a standby, no deletion, 30 days of backups."
  }

  assert {
    condition     = !aws_db_instance.this.publicly_accessible && aws_db_instance.this.storage_encrypted && aws_db_instance.this.kms_key_id == var.kms_key_arn
    error_message = "The database may never have a public address, and is encrypted by the given key."
  }

  assert {
    condition     = aws_db_instance.this.manage_master_user_password && aws_db_instance.this.password == null && aws_db_instance.this.master_user_secret_kms_key_id == var.kms_key_arn
    error_message = "RDS keeps the master's password in a secret under the given key; Terraform never has it."
  }

  assert {
    condition     = aws_db_instance.this.iam_database_authentication_enabled && startswith(aws_db_instance.this.engine_version, "17") && !aws_db_instance.this.skip_final_snapshot
    error_message = "PostgreSQL 17 with IAM logins, and a last snapshot when it is deleted."
  }

  assert {
    condition     = { for p in aws_db_parameter_group.this.parameter : p.name => p.value }["rds.force_ssl"] == "1" && { for p in aws_db_parameter_group.this.parameter : p.name => p.value }["log_statement"] == "none"
    error_message = "Connections without TLS must be refused, and no statement logged for its kind: ALTER ROLE … PASSWORD is one."
  }

  assert {
    condition     = { for p in aws_db_parameter_group.this.parameter : p.name => p.value }["max_connections"] == "200" && aws_cloudwatch_metric_alarm.this["grocery-dev-postgres-connections"].threshold == 160
    error_message = "The alarm of the connections follows max_connections; found ${aws_cloudwatch_metric_alarm.this["grocery-dev-postgres-connections"].threshold}."
  }

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.server : group.kms_key_id == var.kms_key_arn && group.retention_in_days == 30])
    error_message = "The server's logs must be encrypted and have an end: RDS would make the groups without either."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["grocery-dev-postgres-storage"].threshold == 20 * 1024 * 1024 * 1024 / 10
    error_message = "The storage alarm must go off at a tenth of 20 GiB; found ${aws_cloudwatch_metric_alarm.this["grocery-dev-postgres-storage"].threshold} bytes."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_actions == toset([var.alarm_topic_arn])])
    error_message = "Every alarm must reach the topic."
  }

  assert {
    condition     = contains(keys(aws_cloudwatch_metric_alarm.this), "grocery-dev-postgres-credits") && length(aws_db_instance.replica) == 0 && length(aws_db_instance_automated_backups_replication.this) == 0
    error_message = "A t class needs the alarm of its CPU credits; a replica and another region are there only when asked for."
  }
}

run "only_named_groups_come_in" {
  command = apply

  assert {
    condition = { for name, rule in aws_vpc_security_group_ingress_rule.client : name => rule.referenced_security_group_id } == {
      cart                = "sg-cart"
      "password-rotation" = aws_security_group.rotation.id
      "roles-task"        = aws_security_group.roles.id
    }
    error_message = "Only the given clients, the rotation and the roles task may reach the database, each by its group."
  }

  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.client : rule.from_port == 5432 && rule.to_port == 5432])
    error_message = "Clients reach the port of PostgreSQL and no other."
  }

  assert {
    condition     = toset([for rule in values(aws_vpc_security_group_egress_rule.endpoints) : rule.referenced_security_group_id]) == toset(["sg-endpoints"]) && length(aws_vpc_security_group_egress_rule.anywhere) == 0
    error_message = "The rotation and the roles task reach AWS through its endpoints alone."
  }

  assert {
    condition     = aws_serverlessapplicationrepository_cloudformation_stack.rotation.parameters["vpcSubnetIds"] == "subnet-1,subnet-2,subnet-3"
    error_message = "Without other subnets the rotation is in those of the database; it is in ${aws_serverlessapplicationrepository_cloudformation_stack.rotation.parameters["vpcSubnetIds"]}."
  }
}

run "each_service_has_two_logins_that_rotate" {
  command = apply

  assert {
    condition     = toset(keys(aws_secretsmanager_secret.role)) == toset(["cart", "cart_owner", "order", "order_owner"])
    error_message = "Each service needs a role for its rows and an owner for its schema; found ${jsonencode(keys(aws_secretsmanager_secret.role))}."
  }

  assert {
    condition     = aws_secretsmanager_secret_rotation.role["cart"].rotation_rules[0].automatically_after_days == 7 && aws_secretsmanager_secret_rotation.role["order_owner"].rotation_rules[0].automatically_after_days == 30
    error_message = "Both logins of a service rotate after its days."
  }

  assert {
    condition     = alltrue([for rotation in aws_secretsmanager_secret_rotation.role : rotation.rotate_immediately == false && endswith(rotation.rotation_lambda_arn, ":function:${aws_serverlessapplicationrepository_cloudformation_stack.rotation.parameters["functionName"]}")])
    error_message = "Rotation is by AWS's function, and not before the roles are in the database."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.rotation.dimensions.FunctionName == aws_serverlessapplicationrepository_cloudformation_stack.rotation.parameters["functionName"] && aws_cloudwatch_metric_alarm.rotation.alarm_actions == toset([var.alarm_topic_arn]) && contains(values(output.alarm_arns), aws_cloudwatch_metric_alarm.rotation.arn)
    error_message = "A rotation that fails must be told: the old password goes on working, so nobody would notice."
  }

  assert {
    condition     = alltrue([for version in aws_secretsmanager_secret_version.role : version.secret_string == null && version.secret_string_wo_version == 1])
    error_message = "No password may be in the state."
  }

  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.role : secret.kms_key_id == var.kms_key_arn])
    error_message = "The logins must be encrypted by the given key."
  }

  assert {
    condition     = output.secret_arns["cart"] == aws_secretsmanager_secret.role["cart"].arn && output.migration_secret_arns["cart"] == aws_secretsmanager_secret.role["cart_owner"].arn
    error_message = "A service must get the role that writes rows for its work, and the owner for its migrations: never the other way round."
  }
}

run "the_roles_task_can_do_its_work_and_no_more" {
  command = apply

  assert {
    condition     = { for secret in jsondecode(aws_ecs_task_definition.roles.container_definitions)[0].secrets : secret.name => secret.valueFrom }["PASSWORD_cart_owner"] == "${aws_secretsmanager_secret.role["cart_owner"].arn}:password::"
    error_message = "The task must get each password under the name that roles.sh asks for."
  }

  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.roles.container_definitions)[0].environment : variable.name => variable.value }["CONNECTIONS_order"] == "40" && { for variable in jsondecode(aws_ecs_task_definition.roles.container_definitions)[0].environment : variable.name => variable.value }["CONNECTIONS_cart"] == "-1"
    error_message = "The task must get the limit of each service, -1 for none."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.roles.container_definitions)[0].readonlyRootFilesystem && jsondecode(aws_ecs_task_definition.roles.container_definitions)[0].user == "65534:65534" && jsondecode(aws_ecs_task_definition.roles.container_definitions)[0].linuxParameters.capabilities.drop == ["ALL"]
    error_message = "The task has the master password: it must run read-only, as nobody, without capabilities."
  }

  assert {
    condition     = aws_ecs_task_definition.roles.task_role_arn == null
    error_message = "The task asks nothing of AWS, so it may have no role."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.roles.policy).Statement : startswith(statement.Sid, "Wildcard") || !strcontains(jsonencode([statement.Action, statement.Resource]), "\"*\"")])
    error_message = "The execution role may name what it reads, one by one; the policy is ${aws_iam_role_policy.roles.policy}."
  }

  assert {
    condition     = length([for statement in jsondecode(aws_iam_role_policy.roles.policy).Statement : statement if statement.Sid == "PullImage" && statement.Resource == "arn:aws:ecr:eu-west-1:123456789012:repository/grocery/postgres-client"]) == 1
    error_message = "An image of ECR must be pulled from its own repository alone; the policy is ${aws_iam_role_policy.roles.policy}."
  }

  assert {
    condition     = output.roles_run_task.networkConfiguration.awsvpcConfiguration.assignPublicIp == "DISABLED" && output.roles_run_task.taskDefinition == aws_ecs_task_definition.roles.arn
    error_message = "The script must start this task, without a public address."
  }
}

run "its_roles_stay_within_the_boundary" {
  command = plan

  variables {
    permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition     = alltrue([for role in [aws_iam_role.monitoring, aws_iam_role.roles] : role.permissions_boundary == var.permissions_boundary]) && length([aws_iam_role.monitoring, aws_iam_role.roles]) == 2
    error_message = "A role goes beyond what whoever deploys it may do."
  }
}

run "refuses_a_boundary_that_is_no_policy" {
  command = plan
  variables { permissions_boundary = "arn:aws:iam::123456789012:role/boundary" }
  expect_failures = [var.permissions_boundary]
}
