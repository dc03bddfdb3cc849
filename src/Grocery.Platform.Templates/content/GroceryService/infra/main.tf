# The service on Fargate. Ports, probes, drain and stop come from the file that its build writes.
module "service" {
  source = "git::https://github.com/grocery-platform/grocery-platform.git//infra/terraform/modules/service?ref=v0.0.0-stamped"

  name           = var.name
  service        = "service-slug"
  environment    = var.environment
  image          = var.image
  contract       = jsondecode(file(var.contract))
  cluster        = var.cluster
  vpc_id         = var.vpc_id
  subnet_ids     = var.subnet_ids
  route          = var.route
  log_group_name = aws_cloudwatch_log_group.service.name
  log_group_arn  = aws_cloudwatch_log_group.service.arn

  environment_variables = merge(
    { Platform__Config__ParameterStore__Enabled = "true" },
    local.database.environment_variables,
  )
  access = {
    parameter_paths = ["/grocery/${var.environment}/shared", "/grocery/${var.environment}/service-slug"]
    secret_arns     = local.database.secret_arns
    kms_key_arns    = local.database.kms_key_arns
  }
  egress = {
    endpoint_security_group_id = var.endpoint_security_group_id
    s3_prefix_list_id          = var.s3_prefix_list_id
    peers                      = local.database.peers
  }
}

resource "aws_cloudwatch_log_group" "service" {
  name              = "/${var.name}/service-slug"
  retention_in_days = 30
}
