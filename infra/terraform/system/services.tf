module "service" {
  source   = "../modules/service"
  for_each = local.shop

  name                 = local.name
  permissions_boundary = aws_iam_policy.boundary.arn
  service              = each.key
  environment          = var.environment
  image                = local.images[each.key]
  contract             = local.contracts[each.key]
  cpu                  = local.settings[each.key].cpu
  memory               = local.settings[each.key].memory

  management_port            = local.management_port
  cluster                    = { arn = module.cluster.cluster_arn, name = module.cluster.cluster_name }
  capacity_provider_strategy = module.cluster.capacity_provider_strategy
  vpc_id                     = module.network.vpc_id
  subnet_ids                 = module.network.private_subnet_ids

  route = each.key == "storefront" ? {
    listener_arn             = module.edge.listener_arn
    test_listener_arn        = module.edge.test_listener_arn
    load_balancer_arn_suffix = module.edge.load_balancer_arn_suffix
    own_load_balancer        = true
    security_group_id        = module.edge.security_group_id
    priority                 = 100
    # By the load balancer's own name the health check of the failover asks.
    host_headers = concat([var.domain], local.failover_role == "primary" ? [module.edge.dns_name] : [])
    } : {
    listener_arn             = module.internal_edge.listener_arn
    test_listener_arn        = module.internal_edge.test_listener_arn
    load_balancer_arn_suffix = module.internal_edge.load_balancer_arn_suffix
    own_load_balancer        = false
    security_group_id        = module.internal_edge.security_group_id
    priority                 = 100 + index(sort(keys(local.internal)), each.key)
    host_headers             = ["${each.key}.${local.internal_domain}"]
  }

  environment_variables = merge(
    module.configuration.environment_variables,
    module.observability.collector_environment_variables,
    { for other in each.value.asks : "Services__${other}" => "https://${other}.${local.internal_domain}" },
    each.value.database == null ? {} : {
      "Platform__Config__SecretsManager__Secrets__ConnectionStrings__${each.value.database}" = module.database.secret_arns[each.key]
      Database__Migrations                                                                   = "Elsewhere"
    },
  )

  # As the owner of the schema, whose login ECS gives to this container alone: the service itself, and whoever takes it over, can but read and write rows.
  migration = each.value.database == null ? null : {
    environment_variables = {
      Database__Migrations                                                                   = "Only"
      Platform__Health__Drain__Window                                                        = "00:00:00"
      "Platform__Config__SecretsManager__Secrets__ConnectionStrings__${each.value.database}" = null
    }
    secrets = {
      for part in ["host", "port", "username", "password", "dbname"] :
      "ConnectionStrings__${each.value.database}__${part}" => "${module.database.migration_secret_arns[each.key]}:${part}::"
    }
  }
  secret_key_arns = each.value.database == null ? [] : [aws_kms_key.platform.arn]

  access = {
    parameter_paths = module.configuration.parameter_paths[each.key]
    app_config      = module.configuration.app_config[each.key]
    kms_key_arns    = [module.configuration.kms_key_arn, aws_kms_key.platform.arn]
    secret_arns = concat(
      [module.configuration.identity_secret_arn],
      each.value.database == null ? [] : [module.database.secret_arns[each.key]],
    )
  }

  egress = {
    endpoint_security_group_id = module.network.endpoint_security_group_id
    s3_prefix_list_id          = module.network.s3_prefix_list_id
    https_anywhere             = !var.network.endpoints
    peers = merge(
      length(each.value.asks) == 0 ? {} : { services = { security_group_id = module.internal_edge.security_group_id, port = 443 } },
      each.value.database == null ? {} : { database = { security_group_id = module.database.security_group_id, port = module.database.port } },
    )
  }

  log_group_name = module.observability.log_groups[each.key].name
  log_group_arn  = module.observability.log_groups[each.key].arn

  collector = {
    image            = local.images["collector"]
    config           = module.observability.collector_config[each.key]
    remote_write_arn = module.observability.prometheus_workspace_arn
  }

  scaling = {
    min       = local.settings[each.key].min
    max       = local.settings[each.key].max
    schedules = local.settings[each.key].schedules
    p95       = var.slo[each.key].latency_seconds > 0 ? { seconds = var.slo[each.key].latency_seconds } : null
  }

  deployment = {
    strategy     = local.settings[each.key].strategy
    bake_minutes = local.settings[each.key].bake_minutes
  }

  alarms = { topic_arn = module.observability.alarm_topic_arn, runbook_url = var.runbook_url }
}
