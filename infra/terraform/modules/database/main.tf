data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  identifier = "${var.name}-postgres"
  port       = 5432
  instances  = concat([local.identifier], var.replica ? ["${local.identifier}-replica"] : [])

  # What is restored keeps the key of the backup, and RDS cannot change it.
  storage_key_arn = try(coalesce(var.restore.kms_key_arn), var.kms_key_arn)
}

resource "aws_db_subnet_group" "this" {
  name        = local.identifier
  description = "Subnets without a route out"
  subnet_ids  = var.subnet_ids
  tags        = var.tags
}

resource "aws_db_parameter_group" "this" {
  # A group that is in use cannot be deleted: the next one is made first, under another name.
  name_prefix = "${local.identifier}-"
  family      = "postgres17"
  description = "${var.name}: TLS only, passwords as SCRAM, slow queries logged"
  tags        = var.tags

  dynamic "parameter" {
    for_each = {
      "rds.force_ssl"                     = "1"
      "rds.accepted_password_auth_method" = "scram"
      "password_encryption"               = "scram-sha-256"
      # A statement is logged when it is slow, never for what it is: ALTER ROLE … PASSWORD would be in the log.
      "log_statement"                       = "none"
      "log_min_duration_statement"          = "1000"
      "log_lock_waits"                      = "1"
      "log_temp_files"                      = "10240"
      "idle_in_transaction_session_timeout" = "60000"
    }

    content {
      name  = parameter.key
      value = parameter.value
    }
  }

  dynamic "parameter" {
    for_each = {
      "max_connections"          = tostring(var.max_connections)
      "shared_preload_libraries" = "pg_stat_statements"
    }

    content {
      name         = parameter.key
      value        = parameter.value
      apply_method = "pending-reboot"
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_db_instance" "this" {
  identifier     = local.identifier
  engine         = "postgres"
  engine_version = var.engine_version
  instance_class = var.instance_class
  port           = local.port

  storage_type          = "gp3"
  allocated_storage     = var.allocated_storage
  max_allocated_storage = var.max_allocated_storage
  storage_encrypted     = true
  kms_key_id            = local.storage_key_arn

  snapshot_identifier = try(var.restore.snapshot, null)

  dynamic "restore_to_point_in_time" {
    for_each = compact([try(var.restore.automated_backups_arn, null)])

    content {
      source_db_instance_automated_backups_arn = restore_to_point_in_time.value
      restore_time                             = var.restore.time
      use_latest_restorable_time               = var.restore.time == null ? true : null
    }
  }

  # RDS makes the master's password, rotates it every week, and nobody needs to see it.
  username                            = "master"
  manage_master_user_password         = true
  master_user_secret_kms_key_id       = var.kms_key_arn
  iam_database_authentication_enabled = true

  multi_az               = var.multi_az
  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.this.id]
  publicly_accessible    = false
  parameter_group_name   = aws_db_parameter_group.this.name
  ca_cert_identifier     = "rds-ca-rsa2048-g1"

  backup_retention_period   = var.backup_retention_days
  backup_window             = var.backup_window
  maintenance_window        = var.maintenance_window
  copy_tags_to_snapshot     = true
  delete_automated_backups  = !var.deletion_protection
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = !var.deletion_protection
  final_snapshot_identifier = var.deletion_protection ? "${local.identifier}-final" : null

  auto_minor_version_upgrade  = true
  allow_major_version_upgrade = false
  apply_immediately           = var.apply_immediately

  database_insights_mode                = var.database_insights
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = var.kms_key_arn
  performance_insights_retention_period = var.database_insights == "advanced" ? 465 : 7
  monitoring_interval                   = 60
  monitoring_role_arn                   = aws_iam_role.monitoring.arn
  enabled_cloudwatch_logs_exports       = ["postgresql", "upgrade"]

  tags = var.tags

  # RDS would make the log groups itself, without encryption and without an end.
  depends_on = [aws_cloudwatch_log_group.server]

  lifecycle {
    # Where it came from counts once. A change later would replace the instance, and lose all that was written since.
    ignore_changes = [snapshot_identifier, restore_to_point_in_time]
  }
}

resource "aws_db_instance" "replica" {
  count = var.replica ? 1 : 0

  identifier          = "${local.identifier}-replica"
  replicate_source_db = aws_db_instance.this.identifier
  instance_class      = var.instance_class
  port                = local.port

  storage_type          = "gp3"
  max_allocated_storage = var.max_allocated_storage
  storage_encrypted     = true
  kms_key_id            = local.storage_key_arn

  iam_database_authentication_enabled = true
  vpc_security_group_ids              = [aws_security_group.this.id]
  publicly_accessible                 = false
  parameter_group_name                = aws_db_parameter_group.this.name
  ca_cert_identifier                  = "rds-ca-rsa2048-g1"

  maintenance_window         = var.maintenance_window
  copy_tags_to_snapshot      = true
  deletion_protection        = var.deletion_protection
  skip_final_snapshot        = true
  auto_minor_version_upgrade = true
  apply_immediately          = var.apply_immediately

  database_insights_mode                = var.database_insights
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = var.kms_key_arn
  performance_insights_retention_period = var.database_insights == "advanced" ? 465 : 7
  monitoring_interval                   = 60
  monitoring_role_arn                   = aws_iam_role.monitoring.arn
  enabled_cloudwatch_logs_exports       = ["postgresql", "upgrade"]

  tags = var.tags

  depends_on = [aws_cloudwatch_log_group.server]
}

resource "aws_db_instance_automated_backups_replication" "this" {
  count = var.recovery_region == null ? 0 : 1

  region                 = var.recovery_region
  source_db_instance_arn = aws_db_instance.this.arn
  kms_key_id             = var.recovery_kms_key_arn
  retention_period       = var.backup_retention_days
}
