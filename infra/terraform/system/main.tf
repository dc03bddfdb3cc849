module "network" {
  source = "../modules/network"

  name                 = local.name
  permissions_boundary = aws_iam_policy.boundary.arn
  cidr                 = var.network.cidr
  nat                  = var.network.nat
  kms_key_arn          = aws_kms_key.platform.arn

  interface_endpoints = var.network.endpoints ? null : []
}

module "cluster" {
  source = "../modules/cluster"

  name               = local.name
  container_insights = var.container_insights
  kms_key_arn        = aws_kms_key.platform.arn

  spot = {
    weight = var.capacity.spot_percent
    base   = var.capacity.base
  }
}

# The shop as the world sees it: the storefront, which is also the gateway to the other services.
module "edge" {
  source = "../modules/edge"

  name                = local.name
  vpc_id              = module.network.vpc_id
  vpc_cidr            = module.network.vpc_cidr
  subnet_ids          = module.network.public_subnet_ids
  certificate_arn     = aws_acm_certificate_validation.shop.certificate_arn
  domain              = var.domain
  zone_id             = var.zone_id
  deletion_protection = var.protect
  waf                 = var.waf
  kms_key_arn         = aws_kms_key.platform.arn

  failover = local.failover_role == null ? null : {
    role        = local.failover_role
    in_service  = var.in_service
    topic_arns  = aws_sns_topic.failover[*].arn
    runbook_url = var.runbook_url
  }
}

# The services as they see each other: balanced by the same readiness, over TLS, and out of the world's reach.
module "internal_edge" {
  source = "../modules/edge"

  name                = "${local.name}-svc"
  internal            = true
  vpc_id              = module.network.vpc_id
  vpc_cidr            = module.network.vpc_cidr
  subnet_ids          = module.network.private_subnet_ids
  certificate_arn     = aws_acm_certificate_validation.shop.certificate_arn
  domain              = local.internal_domain
  zone_id             = aws_route53_zone.internal.zone_id
  create_records      = true
  deletion_protection = var.protect

  client_security_group_ids = { for service, of in local.shop : service => module.service[service].security_group_id if length(of.asks) > 0 }
}

module "configuration" {
  source = "../modules/configuration"

  name                 = local.name
  permissions_boundary = aws_iam_policy.boundary.arn
  root                 = local.project
  environment          = var.environment
  shared               = var.shared_parameters
  services             = { for service in keys(local.shop) : service => { parameters = try(var.services[service].parameters, {}) } }
  flags                = { document = local.flags_document, format = "freeform" }

  alarm_arns = [local.burn_alarm_arn]
}

module "database" {
  source = "../modules/database"

  name                       = local.name
  permissions_boundary       = aws_iam_policy.boundary.arn
  vpc_id                     = module.network.vpc_id
  subnet_ids                 = module.network.database_subnet_ids
  instance_class             = var.database.instance_class
  allocated_storage          = var.database.allocated_storage
  max_allocated_storage      = var.database.max_allocated_storage
  multi_az                   = var.database.multi_az
  replica                    = var.database.replica
  backup_retention_days      = var.database.backup_retention_days
  deletion_protection        = var.protect
  kms_key_arn                = aws_kms_key.platform.arn
  recovery_region            = var.recovery_region
  recovery_kms_key_arn       = one(module.recovery[*].recovery_kms_key_arn)
  services                   = { for service in keys(local.persistent) : service => { rotation_days = var.database.rotation_days } }
  client_security_group_ids  = { for service in keys(local.persistent) : service => module.service[service].security_group_id }
  alarm_topic_arn            = module.observability.alarm_topic_arn
  runbook_url                = var.runbook_url
  endpoint_security_group_id = module.network.endpoint_security_group_id
  roles_image                = local.images["database-client"]
  roles_subnet_ids           = module.network.private_subnet_ids
  roles_prefix_list_ids      = [module.network.s3_prefix_list_id]
  roles_https_anywhere       = !var.network.endpoints
  cluster                    = { arn = module.cluster.cluster_arn, name = module.cluster.cluster_name }

  restore = local.recovering ? {
    automated_backups_arn = var.recovery_of.automated_backups_arn
    time                  = var.recovery_of.time
    snapshot              = var.recovery_of.snapshot
    kms_key_arn           = var.recovery_of.kms_key_arn
  } : null
}

module "observability" {
  source = "../modules/observability"

  name                 = local.name
  permissions_boundary = aws_iam_policy.boundary.arn
  environment          = var.environment
  kms_key_arn          = aws_kms_key.platform.arn
  services             = keys(local.shop)
  metrics              = { for service, contract in local.contracts : service => try(contract.metrics, null) }
  management_port      = local.management_port
  log_retention_days   = var.observability.log_retention_days
  prometheus           = var.observability.prometheus
  grafana              = var.observability.grafana
  alarm_emails         = var.alarm_emails
  runbook_url          = var.runbook_url
  rule_files           = var.observability.prometheus ? merge(local.alert_rules, local.slo_rules) : {}
  cluster_name         = module.cluster.cluster_name

  # A workspace is of one environment, and its rules do not keep that label.
  inhibit_rules = [for rule in yamldecode(file("${path.module}/../../monitoring/alertmanager.yml")).inhibit_rules : merge(rule, { equal = setsubtract(rule.equal, ["environment"]) })]

  slo = {
    for service in keys(local.shop) : service => merge(var.slo[service], {
      load_balancer_arn_suffix  = service == "storefront" ? module.edge.load_balancer_arn_suffix : module.internal_edge.load_balancer_arn_suffix
      target_group_arn_suffixes = module.service[service].target_group_arn_suffixes
      own_load_balancer         = service == "storefront"
    })
  }
}

module "recovery" {
  source = "../modules/recovery"
  count  = var.recovery_region == null ? 0 : 1

  name                 = local.name
  permissions_boundary = aws_iam_policy.boundary.arn
  region               = var.region
  recovery_region      = var.recovery_region
  database_arn         = module.database.instance_arn
  kms_key_arn          = aws_kms_key.platform.arn
  alarm_topic_arn      = module.observability.alarm_topic_arn
  runbook_url          = var.runbook_url

  restore_test = {
    subnet_group_name  = module.database.subnet_group_name
    security_group_ids = [aws_security_group.nobody.id]
  }
}

# For the database that a restore test makes: nobody may connect to it, and it to nobody.
resource "aws_security_group" "nobody" {
  name        = "${local.name}-nobody"
  description = "No way in and none out"
  vpc_id      = module.network.vpc_id
}

module "compliance" {
  source = "../modules/compliance"
  count  = var.compliance.enabled ? 1 : 0

  name                 = local.name
  permissions_boundary = aws_iam_policy.boundary.arn
  trail                = !local.recovering
  guard_duty           = var.compliance.guard_duty
  alarm_topic_arn      = module.observability.alarm_topic_arn
  runbook_url          = var.runbook_url
}

module "cost" {
  source = "../modules/cost"
  count  = local.recovering ? 0 : 1

  name               = local.name
  monthly_budget_usd = var.monthly_budget_usd
  emails             = var.alarm_emails
  alarm_topic_arn    = module.observability.alarm_topic_arn
  runbook_url        = var.runbook_url
  filter_tags        = { Environment = var.environment }

  spot = {
    cluster_arn = module.cluster.cluster_arn
    kms_key_arn = aws_kms_key.platform.arn
  }
}
