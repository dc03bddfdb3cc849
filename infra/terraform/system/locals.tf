locals {
  project = "grocery"

  # Names of roles, buckets and budgets are the account's, whatever the region.
  recovering = var.recovery_of != null
  name       = "${local.project}-${var.environment}${local.recovering ? "-dr" : ""}"

  tags = {
    Project     = local.project
    Environment = var.environment
    ManagedBy   = "terraform"
  }

  # What the build of each service says of its ports, probes and stop: written by the packages, checked in beside the modules.
  contracts = { for service in keys(local.shop) : service => jsondecode(file("${path.module}/../contracts/${service}.json")) }

  # Apart from the port of the requests, so that no load balancer leads there. The service listens where its collector scrapes.
  management_port = 9090

  # What the shop is made of. `database` is the name of the service's connection string, `asks` whom it calls.
  shop = {
    storefront = { database = "Users", asks = ["product", "cart", "order", "summary"] }
    cart       = { database = "Carts", asks = ["product"] }
    order      = { database = "Orders", asks = ["product", "cart"] }
    product    = { database = "Products", asks = [] }
    summary    = { database = null, asks = ["product", "cart", "order"] }
  }

  internal   = { for service, of in local.shop : service => of if service != "storefront" }
  persistent = { for service, of in local.shop : service => of if of.database != null }

  # ECR copies images under the same names and digests.
  images = {
    for name, image in merge(var.images, { collector = var.collector_image, database-client = var.database_client_image }) :
    name => replace(image, ".dkr.ecr.${try(var.recovery_of.region, var.region)}.", ".dkr.ecr.${var.region}.")
  }

  # What is set for a service, and the default for the rest.
  settings = {
    for service in keys(local.shop) : service => merge(
      var.service_defaults,
      { for key, value in try(var.services[service], {}) : key => value if value != null && key != "parameters" },
    )
  }

  # What monitoring says of itself is about a Prometheus of one's own.
  alert_files = setsubtract(fileset("${path.module}/../../monitoring/alerts", "*.yml"), ["monitoring.yml"])
  alert_rules = { for name in local.alert_files : trimsuffix(name, ".yml") => file("${path.module}/../../monitoring/alerts/${name}") }
  slo_rules   = { for service in keys(local.shop) : "slo-${service}" => file("${path.module}/../../monitoring/slo/${service}.yml") }

  internal_domain = "svc.${var.domain}"

  # By its name: services wait for their configuration, the alarm for the target groups, and those are the services'.
  burn_alarm_arn = "arn:${data.aws_partition.current.partition}:cloudwatch:${var.region}:${var.account_id}:alarm:${local.name}-slo-any"

  # An enabled flag for some users is a target for a share of them, as Microsoft.FeatureManagement writes it.
  flags_document = jsonencode({
    feature_management = {
      feature_flags = [
        for flag, share in var.flags : merge(
          { id = flag, enabled = share > 0 },
          share > 0 && share < 100 ? {
            conditions = {
              client_filters = [{ name = "Microsoft.Targeting", parameters = { Audience = { DefaultRolloutPercentage = share } } }]
            }
          } : {},
        )
      ]
    }
  })
}
