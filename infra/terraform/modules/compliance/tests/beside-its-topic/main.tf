resource "aws_kms_key" "this" {
  enable_key_rotation = true
}

resource "aws_sns_topic" "this" {
  name_prefix       = "alarms"
  kms_master_key_id = aws_kms_key.this.arn
}

module "compliance" {
  source = "../.."

  name            = "grocery-prod"
  own_key         = false
  kms_key_arn     = aws_kms_key.this.arn
  alarm_topic_arn = aws_sns_topic.this.arn
}

output "target_count" {
  value = length(module.compliance.finding_target_ids)
}

output "rule_count" {
  value = length(module.compliance.config_rule_names)
}
