resource "aws_backup_restore_testing_plan" "this" {
  count = var.restore_test == null ? 0 : 1

  # Neither name may have a hyphen.
  name                = replace(var.name, "-", "_")
  schedule_expression = var.restore_test.schedule
  start_window_hours  = 1
  tags                = var.tags

  recovery_point_selection {
    algorithm             = "LATEST_WITHIN_WINDOW"
    include_vaults        = [aws_backup_vault.this["here"].arn]
    recovery_point_types  = ["SNAPSHOT"]
    selection_window_days = 7
  }
}

resource "aws_backup_restore_testing_selection" "database" {
  count = var.restore_test == null ? 0 : 1

  name                      = "database"
  restore_testing_plan_name = aws_backup_restore_testing_plan.this[0].name
  iam_role_arn              = aws_iam_role.restore.arn
  protected_resource_type   = "RDS"
  protected_resource_arns   = [var.database_arn]
  validation_window_hours   = var.restore_test.hours

  # Without these AWS Backup takes the default network, and the class and standby of production.
  restore_metadata_overrides = {
    dbSubnetGroupName   = var.restore_test.subnet_group_name
    vpcSecurityGroupIds = jsonencode(var.restore_test.security_group_ids)
    dbInstanceClass     = var.restore_test.instance_class
    multiAz             = "false"
    publiclyAccessible  = "false"
  }
}
