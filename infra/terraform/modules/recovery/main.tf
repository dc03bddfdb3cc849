data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition

  recovery_key_arn = var.recovery_kms_key_arn == null ? aws_kms_key.recovery[0].arn : var.recovery_kms_key_arn

  rules = merge(
    { daily = var.daily },
    { for rule in [var.hourly] : "hourly" => rule if rule != null },
  )

  vaults = { here = var.region, recovery = var.recovery_region }
}

resource "aws_kms_key" "recovery" {
  count = var.recovery_kms_key_arn == null ? 1 : 0

  region                  = var.recovery_region
  description             = "Copies of the backups of ${var.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json
  tags                    = var.tags
}

resource "aws_kms_alias" "recovery" {
  count = var.recovery_kms_key_arn == null ? 1 : 0

  region        = var.recovery_region
  name          = "alias/${var.name}-recovery"
  target_key_id = aws_kms_key.recovery[0].key_id
}

data "aws_iam_policy_document" "key" {
  statement {
    # Wildcard: in the policy of a key, * is this key alone; without the account no administrator could ever change it.
    sid       = "WildcardAccount"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account}:root"]
    }
  }
}

resource "aws_backup_vault" "this" {
  for_each = local.vaults

  region        = each.value
  name          = var.name
  kms_key_arn   = each.key == "here" ? var.kms_key_arn : local.recovery_key_arn
  force_destroy = !var.protect
  tags          = var.tags
}

resource "aws_backup_vault_lock_configuration" "this" {
  for_each = var.lock == null ? {} : local.vaults

  region              = each.value
  backup_vault_name   = aws_backup_vault.this[each.key].name
  min_retention_days  = var.lock.min_days
  max_retention_days  = var.lock.max_days
  changeable_for_days = var.lock.changeable_for_days
}

data "aws_iam_policy_document" "vault" {
  for_each = local.vaults

  statement {
    # Wildcard: it denies, so it has to hold for everybody. Backups still end by their lifecycle.
    sid       = "WildcardNobodyDeletesByHand"
    effect    = "Deny"
    actions   = ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle", "backup:DeleteBackupVault"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

resource "aws_backup_vault_policy" "this" {
  for_each = var.protect ? local.vaults : {}

  region            = each.value
  backup_vault_name = aws_backup_vault.this[each.key].name
  policy            = data.aws_iam_policy_document.vault[each.key].json
}

resource "aws_backup_plan" "this" {
  name = var.name
  tags = var.tags

  dynamic "rule" {
    for_each = local.rules

    content {
      rule_name         = rule.key
      target_vault_name = aws_backup_vault.this["here"].name
      schedule          = rule.value.schedule
      # AWS Backup wants an hour at least to begin.
      start_window      = 60
      completion_window = 180

      lifecycle {
        delete_after = rule.value.keep_days
      }

      dynamic "copy_action" {
        for_each = rule.value.copy ? [1] : []

        content {
          destination_vault_arn = aws_backup_vault.this["recovery"].arn

          lifecycle {
            delete_after = rule.value.keep_days
          }
        }
      }
    }
  }
}

resource "aws_backup_selection" "database" {
  name         = "database"
  plan_id      = aws_backup_plan.this.id
  iam_role_arn = aws_iam_role.backup.arn
  resources    = [var.database_arn]
}
