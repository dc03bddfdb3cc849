locals {
  boundary_name = "${local.name}-boundary"

  # Written out, because the policy of whoever deploys is to be looked at before the first apply.
  boundary_arn = "${local.iam}::${var.account_id}:policy/${local.boundary_name}"
}

# No role of the environment goes beyond this policy, whatever is attached to it; it gives nothing by itself. Whoever deploys may make roles within it
# alone, so that what they make can do nothing which they cannot undo: change rights, or what tells of them and what would be left.
resource "aws_iam_policy" "boundary" {
  name        = local.boundary_name
  description = "What no role of ${local.name} goes beyond, whatever is attached to it"
  policy      = data.aws_iam_policy_document.boundary.json
}

data "aws_iam_policy_document" "boundary" {
  source_policy_documents = [data.aws_iam_policy_document.kept.json]

  # Wildcard: what a role may do is said by its own policies; those that AWS keeps for Backup and Config grow with what these can do.
  statement {
    sid       = "WildcardUpToTheRolesOwnPolicies"
    actions   = ["*"]
    resources = ["*"]
  }

  # Config reads rights, so that reading is not among these.
  statement {
    sid    = "NoRightsOverRights"
    effect = "Deny"
    actions = [
      "account:*", "iam:Add*", "iam:Attach*", "iam:Change*", "iam:Create*", "iam:Deactivate*", "iam:Delete*", "iam:Detach*", "iam:Disable*", "iam:Enable*",
      "iam:PassRole", "iam:Put*", "iam:Remove*", "iam:Reset*", "iam:Resync*", "iam:Set*", "iam:Tag*", "iam:Untag*", "iam:Update*", "iam:Upload*",
      "organizations:*", "sts:AssumeRole",
    ]
    resources = ["*"]
  }
}

# Denied to the roles of the environment and to whoever deploys it: what tells of them, and what is left when all else is lost. Administrators may.
data "aws_iam_policy_document" "kept" {
  statement {
    sid       = "KeepTheTrail"
    effect    = "Deny"
    actions   = ["cloudtrail:DeleteTrail", "cloudtrail:PutEventSelectors", "cloudtrail:PutInsightSelectors", "cloudtrail:StopLogging", "cloudtrail:UpdateTrail"]
    resources = ["arn:${data.aws_partition.current.partition}:cloudtrail:*:${var.account_id}:trail/*"]
  }

  statement {
    sid    = "KeepTheRecords"
    effect = "Deny"
    actions = [
      "s3:DeleteBucket", "s3:DeleteBucketPolicy", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock",
      "s3:PutBucketVersioning", "s3:PutLifecycleConfiguration",
    ]
    resources = [for bucket in ["trail", "config"] : "arn:${data.aws_partition.current.partition}:s3:::${local.name}-${bucket}-${var.account_id}-*"]
  }

  # Of a recovery point the ARN is that of the kind of thing that it is of.
  statement {
    sid    = "KeepTheBackups"
    effect = "Deny"
    actions = [
      "backup:DeleteBackupVault", "backup:DeleteBackupVaultAccessPolicy", "backup:DeleteBackupVaultLockConfiguration", "backup:DeleteRecoveryPoint",
      "backup:DisassociateRecoveryPoint", "backup:PutBackupVaultAccessPolicy", "backup:PutBackupVaultLockConfiguration", "backup:UpdateRecoveryPointLifecycle",
    ]
    resources = ["*"]
  }

  # Writing a state is not among these.
  statement {
    sid    = "KeepTheStates"
    effect = "Deny"
    actions = [
      "s3:DeleteBucket", "s3:DeleteBucketPolicy", "s3:DeleteObjectVersion", "s3:PutBucketLogging", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock",
      "s3:PutBucketVersioning", "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration", "s3:PutReplicationConfiguration",
    ]
    resources = ["${local.state}*"]
  }

  statement {
    sid       = "KeepTheKeyOfTheStates"
    effect    = "Deny"
    actions   = ["kms:DeleteAlias", "kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:UpdateAlias"]
    resources = ["arn:${data.aws_partition.current.partition}:kms:*:${var.account_id}:key/*"]

    condition {
      test     = "ForAnyValue:StringEquals"
      variable = "kms:ResourceAliases"
      values   = ["alias/${local.project}-state"]
    }
  }

  statement {
    sid       = "KeepTheBoundary"
    effect    = "Deny"
    actions   = ["iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:SetDefaultPolicyVersion"]
    resources = ["${local.iam}::${var.account_id}:policy/*-boundary"]
  }

  statement {
    sid       = "KeepRolesWithinIt"
    effect    = "Deny"
    actions   = ["iam:DeleteRolePermissionsBoundary"]
    resources = ["${local.iam}::${var.account_id}:role/*"]
  }
}
