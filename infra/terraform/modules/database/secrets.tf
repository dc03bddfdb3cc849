locals {
  # NAME reads and writes rows, NAME_owner changes the schema: a statement that is injected into the service, or a service that is taken over, cannot drop a table.
  roles = merge(
    { for name in keys(var.services) : name => { service = name, secret = "${var.name}/${name}/database" } },
    { for name in keys(var.services) : "${name}_owner" => { service = name, secret = "${var.name}/${name}/migration" } },
  )

  # Those of the database have no route out: there Secrets Manager and the registry are reached only where the VPC has endpoints of them.
  roles_subnet_ids = var.roles_subnet_ids == null ? var.subnet_ids : var.roles_subnet_ids

  rotation_function     = "${local.identifier}-rotation"
  rotation_function_arn = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:${local.rotation_function}"
}

# In memory alone: neither plan nor state has a password.
ephemeral "random_password" "role" {
  for_each = local.roles

  length  = 40
  special = false
}

resource "aws_secretsmanager_secret" "role" {
  for_each = local.roles

  name                    = each.value.secret
  description             = "Login of the role ${each.key} to ${local.identifier}"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.secret_recovery_days
  tags                    = var.tags
}

resource "aws_secretsmanager_secret_version" "role" {
  for_each = local.roles

  secret_id = aws_secretsmanager_secret.role[each.key].id
  secret_string_wo = jsonencode({
    engine   = "postgres"
    host     = aws_db_instance.this.address
    port     = local.port
    username = each.key
    password = ephemeral.random_password.role[each.key].result
    dbname   = each.value.service
  })
  secret_string_wo_version = var.credentials_version
}

resource "aws_secretsmanager_secret_rotation" "role" {
  for_each = local.roles

  secret_id           = aws_secretsmanager_secret.role[each.key].id
  rotation_lambda_arn = local.rotation_function_arn
  # At the first apply the role is not in the database yet.
  rotate_immediately = false

  rotation_rules {
    automatically_after_days = var.services[each.value.service].rotation_days
  }

  depends_on = [aws_secretsmanager_secret_version.role, aws_serverlessapplicationrepository_cloudformation_stack.rotation]
}

# AWS's own function. It logs in as the role itself and changes its password, so it needs no master.
resource "aws_serverlessapplicationrepository_cloudformation_stack" "rotation" {
  name           = "${local.identifier}-rotation"
  application_id = "arn:${data.aws_partition.current.partition}:serverlessrepo:us-east-1:297356227824:applications/SecretsManagerRDSPostgreSQLRotationSingleUser"
  capabilities   = ["CAPABILITY_IAM", "CAPABILITY_RESOURCE_POLICY"]

  parameters = {
    functionName        = local.rotation_function
    endpoint            = "https://secretsmanager.${data.aws_region.current.region}.${data.aws_partition.current.dns_suffix}"
    kmsKeyArn           = var.kms_key_arn
    vpcSubnetIds        = join(",", local.roles_subnet_ids)
    vpcSecurityGroupIds = aws_security_group.rotation.id
    # What would need escapes in a connection string, a URL or a shell.
    excludeCharacters = " \"'/@\\;:=%+`$&<>"
  }

  tags = var.tags
}
