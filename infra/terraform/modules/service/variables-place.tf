variable "cluster" {
  description = "The cluster."
  type        = object({ arn = string, name = string })
}

variable "capacity_provider_strategy" {
  description = "Shares of on-demand and Spot capacity, as the module cluster gives them."
  type = list(object({
    capacity_provider = string
    base              = optional(number, 0)
    weight            = optional(number, 0)
  }))
  default = [{ capacity_provider = "FARGATE", weight = 1 }]

  validation {
    condition     = length(var.capacity_provider_strategy) > 0 && alltrue([for s in var.capacity_provider_strategy : contains(["FARGATE", "FARGATE_SPOT"], s.capacity_provider)])
    error_message = "capacity_provider_strategy names ${join(", ", [for s in var.capacity_provider_strategy : s.capacity_provider])}; allowed: at least one of FARGATE and FARGATE_SPOT."
  }

  validation {
    condition     = anytrue([for s in var.capacity_provider_strategy : s.weight > 0])
    error_message = "capacity_provider_strategy has no weight above 0, so that no task beyond the base could be placed; give one provider a weight."
  }
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of the tasks, in two zones at least."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids has ${length(var.subnet_ids)}; give private subnets in at least two zones, or the loss of a zone is the loss of the service."
  }
}

variable "route" {
  description = "How requests come in: a rule of a listener of the module edge. priority: 10 to 50000, the lower first, unique in the listener. test_traffic: a rule in the test listener too, which asks the new version before its traffic moves (blue_green, canary). own_load_balancer: nobody else is behind it, so what it answers itself (502, 503, 504) is this service's failure and rolls a deployment back. null: no load balancer."
  type = object({
    listener_arn             = string
    test_listener_arn        = optional(string)
    test_traffic             = optional(bool, true)
    load_balancer_arn_suffix = string
    own_load_balancer        = optional(bool, false)
    security_group_id        = string
    priority                 = number
    path_patterns            = optional(list(string), ["/*"])
    host_headers             = optional(list(string), [])
  })
  default = null

  validation {
    condition     = try(var.route.priority >= 10 && var.route.priority <= 50000, true)
    error_message = "route.priority is ${try(var.route.priority, 0)}; allowed: 10 to 50000. The first nine are those of the edge, which keep management paths inside."
  }

  validation {
    condition     = try(length(var.route.path_patterns) + length(var.route.host_headers) >= 1 && length(var.route.path_patterns) + length(var.route.host_headers) <= 5, true)
    error_message = "route has ${try(length(var.route.path_patterns) + length(var.route.host_headers), 0)} path_patterns and host_headers together; a rule of a load balancer allows 1 to 5."
  }

  validation {
    condition     = try(alltrue([for p in var.route.path_patterns : startswith(p, "/")]), true)
    error_message = "route.path_patterns has ${try(join(", ", var.route.path_patterns), "")}; use patterns that begin with /, such as /api/*."
  }
}

variable "egress" {
  description = "Where tasks may connect to: AWS through the endpoints, S3 for image layers, peers by security group and port, and with https_anywhere the internet on 443 through NAT."
  type = object({
    endpoint_security_group_id = string
    s3_prefix_list_id          = string
    peers                      = optional(map(object({ security_group_id = string, port = number })), {})
    https_anywhere             = optional(bool, false)
  })

  validation {
    condition     = alltrue([for p in values(var.egress.peers) : p.port >= 1 && p.port <= 65535])
    error_message = "egress.peers has the port ${join(", ", [for k, p in var.egress.peers : "${p.port} (${k})" if p.port < 1 || p.port > 65535])}; allowed: 1 to 65535."
  }
}

variable "log_group_name" {
  description = "Log group of the service's output."
  type        = string
}

variable "log_group_arn" {
  description = "Its ARN, with or without :* at the end."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:logs:[a-z0-9-]+:[0-9]{12}:log-group:[^:*]+(:\\*)?$", var.log_group_arn))
    error_message = "log_group_arn is \"${var.log_group_arn}\"; allowed: the ARN of one log group, arn:aws:logs:REGION:ACCOUNT:log-group:NAME."
  }
}

variable "access" {
  description = "What the task role can read, and nothing else: parameters below paths (/grocery/dev/cart), secrets, keys for both, and profiles of AppConfig. Lists need a length that is known in the plan."
  type = object({
    parameter_paths = optional(list(string), [])
    secret_arns     = optional(list(string), [])
    kms_key_arns    = optional(list(string), [])
    app_config      = optional(list(object({ application_id = string, environment_id = string, profile_id = string })), [])
  })
  default = {}

  validation {
    condition     = alltrue([for p in var.access.parameter_paths : can(regex("^(/[A-Za-z0-9_.-]+){3,15}$", p))])
    error_message = "access.parameter_paths has ${join(", ", [for p in var.access.parameter_paths : "\"${p}\"" if !can(regex("^(/[A-Za-z0-9_.-]+){3,15}$", p))])}; allowed: /root/environment/service without / or * at the end. A shorter path opens the parameters of other services."
  }

  validation {
    condition     = alltrue([for a in var.access.secret_arns : can(regex("^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[^*:]+$", a))])
    error_message = "access.secret_arns has ${join(", ", [for a in var.access.secret_arns : "\"${a}\"" if !can(regex("^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[^*:]+$", a))])}; allowed: whole ARNs of secrets, without *."
  }

  validation {
    condition     = alltrue([for a in var.access.kms_key_arns : can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[a-z0-9-]+$", a))])
    error_message = "access.kms_key_arns has ${join(", ", var.access.kms_key_arns)}; allowed: ARNs of keys, arn:aws:kms:REGION:ACCOUNT:key/ID; IAM does not follow an alias."
  }

  validation {
    condition     = alltrue(flatten([for a in var.access.app_config : [for id in values(a) : can(regex("^[a-z0-9-]+$", id))]]))
    error_message = "access.app_config has ${join(", ", flatten([for a in var.access.app_config : [for id in values(a) : "\"${id}\"" if !can(regex("^[a-z0-9-]+$", id))]]))}; allowed: the bare ids (aws_appconfig_environment.environment_id, not .id, which has both ids and a colon), without *."
  }
}
