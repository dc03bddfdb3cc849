# What the deploying role may do with keys, secrets and objects: whoever has all of these for everything has all data of the account, and can give
# himself all rights. So the actions are named, or the things are.
data "aws_iam_policy_document" "deploy_data" {
  # Wildcard: a key has no name before it is made, and AWS lists aliases for the whole account alone.
  statement {
    sid       = "WildcardMakeKeys"
    actions   = ["kms:CreateKey", "kms:ListAliases"]
    resources = ["*"]
  }

  # Wildcard: AWS gives keys their names. Keys are handed to services by grants; to change its policy or delete it is to apply a changed plan.
  statement {
    sid = "WildcardKeysOfTheSystem"
    actions = [
      "kms:CancelKeyDeletion", "kms:CreateAlias", "kms:CreateGrant", "kms:Decrypt", "kms:DeleteAlias", "kms:DescribeKey", "kms:DisableKeyRotation",
      "kms:EnableKey", "kms:EnableKeyRotation", "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:GetKeyPolicy",
      "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListResourceTags", "kms:PutKeyPolicy", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:RetireGrant",
      "kms:RevokeGrant", "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateAlias", "kms:UpdateKeyDescription",
    ]
    resources = [for kind in ["alias/${local.name}-*", "key/*"] : "arn:${data.aws_partition.current.partition}:kms:*:${var.account_id}:${kind}"]
  }

  # Wildcard: to apply is to make, change and delete the buckets of this environment, with all of their settings.
  statement {
    sid       = "WildcardBucketsOfThisEnvironment"
    actions   = ["s3:*"]
    resources = [for path in ["", "/*"] : "arn:${data.aws_partition.current.partition}:s3:::${local.name}-*${path}"]
  }

  # Wildcard: the same of its secrets, and of that which RDS makes for the master user.
  statement {
    sid       = "WildcardSecretsOfThisEnvironment"
    actions   = ["secretsmanager:*"]
    resources = [for name in ["${local.name}/*", "rds!db-*"] : "arn:${data.aws_partition.current.partition}:secretsmanager:${var.region}:${var.account_id}:secret:${name}"]
  }

  # Beside what every plan needs of the state, see plan.
  statement {
    sid       = "WriteTheState"
    actions   = ["s3:PutObject"]
    resources = ["${local.state}/system/${var.environment}.tfstate"]
  }

  # The function that rotates passwords is AWS's application, whose template its repository keeps in buckets of AWS.
  statement {
    sid       = "ReadTheApplicationOfAws"
    actions   = ["s3:GetObject"]
    resources = ["arn:${data.aws_partition.current.partition}:s3:::awsserverlessrepo-changesets-*/*"]
  }
}

resource "aws_iam_role_policy" "deploy_data" {
  count = var.delivery_account_id == null ? 0 : 1

  name   = "keys-secrets-and-objects"
  role   = aws_iam_role.deployer["deploy"].id
  policy = data.aws_iam_policy_document.deploy_data.json
}
