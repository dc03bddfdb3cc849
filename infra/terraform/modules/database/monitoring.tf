locals {
  # CPU credits are a thing of the t classes alone; without any, the metric would be missing for ever.
  burstable = can(regex("^db[.]t", var.instance_class))

  runbook = { for page in ["database", "rotate"] : page => var.runbook_url == null ? "" : " Runbook: ${var.runbook_url}/${page}.md" }

  gib = 1024 * 1024 * 1024
  mib = 1024 * 1024

  alarms = merge(
    { for instance in local.instances : "${instance}-cpu" => {
      instance = instance, metric = "CPUUtilization", statistic = "Average", above = true, threshold = var.alarms.cpu_percent, periods = 3
      meaning  = "Queries queue for CPU: look at the top SQL in Database Insights, then at a larger class."
    } },
    { for instance in local.instances : "${instance}-storage" => {
      instance = instance, metric = "FreeStorageSpace", statistic = "Minimum", above = false, threshold = var.allocated_storage * local.gib * var.alarms.free_storage_percent / 100, periods = 1
      meaning  = "The disk is nearly full although it grows by itself: it is at max_allocated_storage, or grew within the last 6 hours. A full disk stops the database."
    } },
    { for instance in local.instances : "${instance}-memory" => {
      instance = instance, metric = "FreeableMemory", statistic = "Average", above = false, threshold = var.alarms.free_memory_mb * local.mib, periods = 3
      meaning  = "Little memory is left: fewer connections, or a larger class."
    } },
    { for instance in local.instances : "${instance}-connections" => {
      instance = instance, metric = "DatabaseConnections", statistic = "Maximum", above = true, threshold = floor(var.max_connections * var.alarms.connections_percent / 100), periods = 1
      meaning  = "Near max_connections (${var.max_connections}): then logins fail. Look for a service with too many tasks or too large a pool."
    } },
    { for instance in local.instances : "${instance}-io-burst" => {
      instance = instance, metric = "EBSIOBalance%", statistic = "Minimum", above = false, threshold = 20, periods = 1
      meaning  = "The class uses up its burst of disk operations, and is slow when it is gone: a larger class."
    } if local.burstable },
    { for instance in local.instances : "${instance}-credits" => {
      instance = instance, metric = "CPUCreditBalance", statistic = "Minimum", above = false, threshold = var.alarms.credits, periods = 1
      meaning  = "CPU credits run out; then AWS charges more, or the instance is slow. Take a class that is not t."
    } if local.burstable },
    { "${local.identifier}-transaction-ids" = {
      instance = local.identifier, metric = "MaximumUsedTransactionIDs", statistic = "Maximum", above = true, threshold = 1000000000, periods = 1
      meaning  = "Vacuum does not keep up. At 2.1 billion PostgreSQL stops writing: look for long transactions and stale replication slots."
    } },
    var.replica ? { "${local.identifier}-replica-lag" = {
      instance = "${local.identifier}-replica", metric = "ReplicaLag", statistic = "Average", above = true, threshold = var.alarms.replica_lag_seconds, periods = 3
      meaning  = "The replica is behind: readers see old rows."
    } } : {},
  )
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = each.key
  alarm_description   = "${each.value.meaning}${local.runbook["database"]}"
  namespace           = "AWS/RDS"
  metric_name         = each.value.metric
  dimensions          = { DBInstanceIdentifier = each.value.instance }
  statistic           = each.value.statistic
  period              = 300
  evaluation_periods  = each.value.periods
  comparison_operator = each.value.above ? "GreaterThanThreshold" : "LessThanThreshold"
  threshold           = each.value.threshold
  # An instance that says nothing is restarting, or gone; RDS tells of both by its events.
  treat_missing_data = "missing"
  alarm_actions      = [var.alarm_topic_arn]
  ok_actions         = [var.alarm_topic_arn]
  tags               = var.tags
}

# A rotation that fails leaves the old password at work, and nobody would notice.
resource "aws_cloudwatch_metric_alarm" "rotation" {
  alarm_name          = "${local.rotation_function}-failed"
  alarm_description   = "The password of a role was not rotated; the old one still works. Its log group is /aws/lambda/${local.rotation_function}.${local.runbook["rotate"]}"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  dimensions          = { FunctionName = local.rotation_function }
  statistic           = "Sum"
  period              = 3600
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  tags                = var.tags
}

resource "aws_db_event_subscription" "this" {
  name             = local.identifier
  sns_topic        = var.alarm_topic_arn
  source_type      = "db-instance"
  source_ids       = concat([aws_db_instance.this.identifier], aws_db_instance.replica[*].identifier)
  event_categories = ["availability", "deletion", "failover", "failure", "low storage", "notification", "recovery"]
  tags             = var.tags
}

resource "aws_cloudwatch_log_group" "server" {
  for_each = toset(flatten([for instance in local.instances : [for log in ["postgresql", "upgrade"] : "/aws/rds/instance/${instance}/${log}"]]))

  name              = each.value
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}

resource "aws_cloudwatch_log_group" "roles" {
  name              = "/${var.name}/database-roles"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}

resource "aws_iam_role" "monitoring" {
  name                 = "${local.identifier}-monitoring"
  description          = "RDS writes the metrics of the operating system"
  assume_role_policy   = data.aws_iam_policy_document.monitoring_trust.json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

data "aws_iam_policy_document" "monitoring_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["monitoring.rds.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = [for instance in local.instances : "arn:${data.aws_partition.current.partition}:rds:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:db:${instance}"]
    }
  }
}

resource "aws_iam_role_policy_attachment" "monitoring" {
  role       = aws_iam_role.monitoring.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}
