provider "aws" {
  region = "eu-west-1"
}

variables {
  name                       = "grocery-dev"
  vpc_id                     = "vpc-1"
  subnet_ids                 = ["subnet-1", "subnet-2"]
  endpoint_security_group_id = "sg-endpoints"
  kms_key_arn                = "arn:aws:kms:eu-west-1:123456789012:key/data"
  alarm_topic_arn            = "arn:aws:sns:eu-west-1:123456789012:alarms"
  services                   = { cart = {} }
  roles_image                = "public.ecr.aws/docker/library/postgres@sha256:0000000000000000000000000000000000000000000000000000000000000001"
  cluster                    = { arn = "arn:aws:ecs:eu-west-1:123456789012:cluster/grocery-dev", name = "grocery-dev" }
}

run "a_replica_is_as_safe_as_the_first" {
  command = apply

  variables {
    replica        = true
    instance_class = "db.m7g.large"
  }

  assert {
    condition     = aws_db_instance.replica[0].storage_encrypted && !aws_db_instance.replica[0].publicly_accessible && aws_db_instance.replica[0].vpc_security_group_ids == toset([aws_security_group.this.id])
    error_message = "The replica has the same rows: encrypted, not public, the same way in."
  }

  assert {
    condition     = contains(keys(aws_cloudwatch_metric_alarm.this), "grocery-dev-postgres-replica-lag") && contains(keys(aws_cloudwatch_metric_alarm.this), "grocery-dev-postgres-replica-cpu") && length(aws_db_event_subscription.this.source_ids) == 2
    error_message = "The replica needs the alarms of an instance, and that of its lag."
  }

  assert {
    condition     = length([for name in keys(aws_cloudwatch_metric_alarm.this) : name if endswith(name, "-credits")]) == 0
    error_message = "A class without CPU credits would have an alarm without data for ever."
  }

  assert {
    condition     = output.replica_endpoint == aws_db_instance.replica[0].address && length(aws_cloudwatch_log_group.server) == 4
    error_message = "The replica's address must be handed out, and its logs have groups too."
  }
}

run "backups_go_to_the_other_region" {
  command = apply

  variables {
    recovery_region      = "eu-central-1"
    recovery_kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/copies"
  }

  assert {
    condition     = aws_db_instance_automated_backups_replication.this[0].region == "eu-central-1" && aws_db_instance_automated_backups_replication.this[0].kms_key_id == var.recovery_kms_key_arn && aws_db_instance_automated_backups_replication.this[0].retention_period == 30
    error_message = "Backups must be copied to the recovery region, under a key of that region, for as long as here."
  }
}

run "a_cheap_environment_can_be_thrown_away" {
  command = plan

  variables {
    multi_az             = false
    deletion_protection  = false
    secret_recovery_days = 0
    max_connections      = 80
  }

  assert {
    condition     = aws_db_instance.this.skip_final_snapshot && aws_db_instance.this.delete_automated_backups && aws_secretsmanager_secret.role["cart"].recovery_window_in_days == 0 && !aws_db_instance.this.multi_az
    error_message = "Without deletion protection nothing may stand in the way of deleting, nor of making it again under the same name."
  }
}

run "an_image_from_elsewhere_needs_no_rights_in_ecr" {
  command = apply

  variables {
    roles_https_anywhere = true
    roles_subnet_ids     = ["subnet-private"]
  }

  assert {
    condition     = toset([for statement in jsondecode(aws_iam_role_policy.roles.policy).Statement : statement.Sid]) == toset(["ReadLogins", "DecryptLogins", "WriteLog"])
    error_message = "A public image needs no rights in ECR; the policy is ${aws_iam_role_policy.roles.policy}."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.anywhere["roles"].security_group_id == aws_security_group.roles.id && output.roles_run_task.networkConfiguration.awsvpcConfiguration.subnets == tolist(["subnet-private"])
    error_message = "The roles task must be able to go out for its image, from the given subnets."
  }
}

# An environment with a NAT gateway in place of the endpoints.
run "passwords_rotate_without_an_endpoint_of_secrets_manager" {
  command = apply

  variables {
    roles_https_anywhere = true
    roles_subnet_ids     = ["subnet-private-1", "subnet-private-2"]
  }

  assert {
    condition     = aws_serverlessapplicationrepository_cloudformation_stack.rotation.parameters["vpcSubnetIds"] == "subnet-private-1,subnet-private-2"
    error_message = "From the subnets of the database, which have no route out, every rotation would fail; the function is in ${aws_serverlessapplicationrepository_cloudformation_stack.rotation.parameters["vpcSubnetIds"]}."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.anywhere["rotation"].security_group_id == aws_security_group.rotation.id && aws_vpc_security_group_egress_rule.anywhere["rotation"].from_port == 443 && toset(keys(aws_vpc_security_group_egress_rule.anywhere)) == toset(["rotation", "roles"])
    error_message = "The rotation must reach Secrets Manager by the NAT gateway, and the database itself nothing."
  }
}

run "ecr_is_reached_by_the_prefix_list_of_s3" {
  command = plan

  variables {
    roles_prefix_list_ids = ["pl-s3"]
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.image_layers[0].prefix_list_id == "pl-s3"
    error_message = "The layers of an image in ECR lie in S3."
  }
}

run "advanced_insights_keep_what_aws_demands" {
  command = plan

  variables {
    database_insights = "advanced"
  }

  assert {
    condition     = aws_db_instance.this.performance_insights_retention_period == 465
    error_message = "RDS refuses the advanced mode with less than 465 days."
  }
}
