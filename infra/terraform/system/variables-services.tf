variable "images" {
  description = "The image of each service, by digest. images.tfvars.json of the environment has it, which is generated from infra/versions.yaml."
  type        = map(string)

  validation {
    condition     = alltrue([for service in ["product", "cart", "order", "summary", "storefront"] : contains(keys(var.images), service)]) && length(var.images) == 5
    error_message = "images names ${join(", ", keys(var.images))}; it must name exactly product, cart, order, summary and storefront."
  }

  validation {
    condition     = alltrue([for image in values(var.images) : can(regex("@sha256:[0-9a-f]{64}$", image))])
    error_message = "images has an image without a digest: ${join(", ", [for image in values(var.images) : image if !can(regex("@sha256:[0-9a-f]{64}$", image))])}. Name it as …@sha256:<64 hex digits>; a tag can change under a running service."
  }
}

variable "collector_image" {
  description = "The AWS Distro for OpenTelemetry collector that runs beside each service, by digest."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.collector_image))
    error_message = "collector_image is \"${var.collector_image}\"; name it by digest, …@sha256:<64 hex digits>."
  }

  validation {
    condition     = var.network.nat != "none" || can(regex("^[0-9]{12}\\.dkr\\.ecr\\.", var.collector_image))
    error_message = "collector_image is \"${var.collector_image}\", which no task can reach without a NAT gateway; copy the image into a repository of ECR and name that, or set network.nat."
  }
}

variable "database_client_image" {
  description = "An image with psql, by digest, in which the roles of the services are made."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.database_client_image))
    error_message = "database_client_image is \"${var.database_client_image}\"; name it by digest, …@sha256:<64 hex digits>."
  }

  validation {
    condition     = var.network.nat != "none" || can(regex("^[0-9]{12}\\.dkr\\.ecr\\.", var.database_client_image))
    error_message = "database_client_image is \"${var.database_client_image}\", which no task can reach without a NAT gateway; copy the image into a repository of ECR and name that, or set network.nat."
  }
}

variable "network" {
  description = "The VPC: its addresses; whether AWS is reached by endpoints in the VPC (endpoints), or through a NAT gateway (nat: none, single, per_zone). With endpoints and no NAT nothing can reach the internet."
  type = object({
    cidr      = optional(string, "10.0.0.0/16")
    endpoints = optional(bool, true)
    nat       = optional(string, "none")
  })
  default = {}

  validation {
    condition     = var.network.endpoints || var.network.nat != "none"
    error_message = "network has neither endpoints nor a NAT gateway: no task could pull its image. Set endpoints = true, or nat to single or per_zone."
  }
}

variable "capacity" {
  description = "Where tasks run: this many of each service always on demand (base), and of the rest this share in percent on Fargate Spot (spot_percent)."
  type = object({
    base         = optional(number, 1)
    spot_percent = optional(number, 0)
  })
  default = {}
}

variable "container_insights" {
  description = "What ECS measures of containers: enhanced (each task), enabled (each service), disabled."
  type        = string
  default     = "enhanced"

  validation {
    condition     = contains(["enhanced", "enabled", "disabled"], var.container_insights)
    error_message = "container_insights is \"${var.container_insights}\"; allowed: enhanced, enabled, disabled."
  }
}

variable "service_defaults" {
  description = "What every service has unless services says otherwise: CPU units, MiB of memory, how many tasks, how it is deployed (rolling, blue_green, canary) and how long a new version is watched before the old one goes."
  type = object({
    cpu          = optional(number, 512)
    memory       = optional(number, 1024)
    min          = optional(number, 2)
    max          = optional(number, 10)
    strategy     = optional(string, "rolling")
    bake_minutes = optional(number, 10)
    schedules = optional(map(object({
      cron     = string
      timezone = optional(string, "UTC")
      min      = number
      max      = number
    })), {})
  })
  default = {}
}

variable "services" {
  description = "What is different for a service: product, cart, order, summary or storefront."
  type = map(object({
    cpu          = optional(number)
    memory       = optional(number)
    min          = optional(number)
    max          = optional(number)
    strategy     = optional(string)
    bake_minutes = optional(number)
    parameters   = optional(map(string), {})
  }))
  default = {}

  validation {
    condition     = length(setsubtract(keys(var.services), ["product", "cart", "order", "summary", "storefront"])) == 0
    error_message = "services names ${join(", ", setsubtract(keys(var.services), ["product", "cart", "order", "summary", "storefront"]))}; allowed: product, cart, order, summary, storefront."
  }
}

variable "shared_parameters" {
  description = "Configuration keys of all services, such as \"Platform:Observability:Sampling:Ratio\", in the Parameter Store."
  type        = map(string)
  default     = {}
}

variable "flags" {
  description = "The share of the users, in percent, for which each feature flag is on."
  type        = map(number)
  default     = { Checkout = 100, DeliverySlots = 20 }

  validation {
    condition     = alltrue([for share in values(var.flags) : share >= 0 && share <= 100])
    error_message = "flags has a share outside of 0 to 100: ${join(", ", [for name, share in var.flags : "${name} = ${share}" if share < 0 || share > 100])}. Use 0 for off, 100 for on, and a number between for a share of the users."
  }
}

variable "slo" {
  description = "What each service promises, which the alarms of the load balancers watch: availability in percent, latency_percent of the requests within latency_seconds (0 = no promise), and below how many failures no alarm goes off. eng/slo makes environments/slo.tfvars.json of the services' slo.yaml, for all environments."
  type = map(object({
    availability     = number
    latency_percent  = optional(number, 95)
    latency_seconds  = number
    minimum_failures = number
  }))

  validation {
    condition     = toset(keys(var.slo)) == toset(["product", "cart", "order", "summary", "storefront"])
    error_message = "slo names ${join(", ", keys(var.slo))}; it must name exactly product, cart, order, summary and storefront. Give -var-file=../environments/slo.tfvars.json."
  }
}
