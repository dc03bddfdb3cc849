variable "name" {
  description = "Prefix of every name, such as grocery-dev: 3 to 24 lower-case letters, digits and hyphens. A public and an internal edge may share it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\"; allowed: 3 to 24 of a-z, 0-9 and hyphen, beginning with a letter, not ending with a hyphen. Choose one such as grocery-dev."
  }
}

variable "tags" {
  description = "Tags of every resource, over the default tags of the provider."
  type        = map(string)
  default     = {}
}

variable "internal" {
  description = "true: reached from client_security_group_ids alone. false: from the whole internet."
  type        = bool
  default     = false
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
}

variable "vpc_cidr" {
  description = "Its addresses: the test listener answers them alone."
  type        = string

  validation {
    condition     = can(cidrhost(var.vpc_cidr, 0)) && var.vpc_cidr != "0.0.0.0/0"
    error_message = "vpc_cidr is \"${var.vpc_cidr}\"; allowed: the block of the VPC, such as 10.0.0.0/16."
  }
}

variable "subnet_ids" {
  description = "Subnets of the load balancer, in two zones at least: public ones, or private ones when internal."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids has ${length(var.subnet_ids)}; a load balancer needs subnets in two zones or more."
  }
}

variable "client_security_group_ids" {
  description = "Who may ask an internal edge: security groups by a name of your choice."
  type        = map(string)
  default     = {}

  validation {
    condition     = var.internal || length(var.client_security_group_ids) == 0
    error_message = "client_security_group_ids names ${join(", ", keys(var.client_security_group_ids))}, and the edge is open to the internet anyway; remove them or set internal to true."
  }
}

variable "domain" {
  description = "Name under which it is reached, such as shop.example; an internal one also serves every name below it, such as cart.shop.example."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]$", var.domain))
    error_message = "domain is \"${var.domain}\"; allowed: a name in lower case without a dot at the end, such as shop.example."
  }
}

variable "zone_id" {
  description = "Route 53 zone in which the records are made. null: none, because the names are kept elsewhere, or a failover record points here."
  type        = string
  default     = null

  validation {
    condition     = var.zone_id == null || can(regex("^Z[A-Z0-9]{1,31}$", var.zone_id))
    error_message = "zone_id is \"${coalesce(var.zone_id, "null")}\"; allowed: the id of a hosted zone, such as Z0123456789ABC, or null."
  }
}

variable "create_records" {
  description = "Whether records are made in zone_id; null: when there is one. Set it where zone_id is not known before the apply."
  type        = bool
  default     = null
}

variable "failover" {
  description = "Two load balancers in two regions share domain, and this is one of them. role: \"primary\", to which the name leads while health_path answers from outside and in_service is true, or \"secondary\", to which it leads else. health_path: a page and no management path, also answered under dns_name. in_service = false: the name leaves the primary and does not come back by itself. topic_arns: SNS topics in us-east-1 that are told when the primary does not answer. runbook_url: where the runbooks are, of which that alarm names region-loss.md. null: the only one."
  type = object({
    role        = string
    health_path = optional(string, "/")
    in_service  = optional(bool, true)
    topic_arns  = optional(list(string), [])
    runbook_url = optional(string)
  })
  default = null

  validation {
    condition     = var.failover == null || contains(["primary", "secondary"], try(var.failover.role, ""))
    error_message = "failover.role is \"${try(var.failover.role, "")}\"; allowed: primary, secondary."
  }

  validation {
    condition     = var.failover == null || !var.internal
    error_message = "failover is set for an internal edge, whose names are answered in its VPC alone; remove it."
  }

  validation {
    condition     = var.failover == null || var.internal || coalesce(var.create_records, var.zone_id != null)
    error_message = "failover is set and no record is made; give zone_id."
  }

  validation {
    condition     = var.failover == null || try(startswith(var.failover.health_path, "/") && !can(regex("^/(health|metrics|config|loggers|flags|resilience|info)", var.failover.health_path)), false)
    error_message = "failover.health_path is \"${try(var.failover.health_path, "")}\"; allowed: a page of the shop such as /. The load balancer answers management paths with 404, and the name would fail over at once."
  }

  validation {
    condition     = try(var.failover.role, "") != "secondary" || try(var.failover.in_service && length(var.failover.topic_arns) == 0, false)
    error_message = "failover.in_service and failover.topic_arns are the primary's: the secondary has no health check. Remove them."
  }

  validation {
    condition     = try(length(var.failover.topic_arns) <= 5 && alltrue([for arn in var.failover.topic_arns : can(regex("^arn:[a-z-]+:sns:us-east-1:", arn))]), true)
    error_message = "failover.topic_arns is ${jsonencode(try(var.failover.topic_arns, []))}; allowed: 5 topics at most, all in us-east-1, because an alarm calls topics of its own region alone."
  }
}

variable "certificate_arn" {
  description = "Certificate of ACM for domain, and for an internal edge also for *.domain."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:acm:[a-z0-9-]+:[0-9]{12}:certificate/.+$", var.certificate_arn))
    error_message = "certificate_arn is \"${var.certificate_arn}\"; allowed: the ARN of a certificate of ACM in the region of the load balancer."
  }
}

variable "ssl_policy" {
  description = "Security policy of TLS: one with TLS 1.3. The default also takes TLS 1.2, and a key exchange that quantum computers cannot break where the client knows it."
  type        = string
  default     = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"

  validation {
    condition     = can(regex("^ELBSecurityPolicy-TLS13-1-[23]-", var.ssl_policy))
    error_message = "ssl_policy is \"${var.ssl_policy}\"; allowed: one that begins with ELBSecurityPolicy-TLS13-1-2- or -TLS13-1-3-. Older ones take TLS 1.0 and 1.1."
  }
}

variable "deletion_protection" {
  description = "Whether the load balancer, and with it its name, can only be deleted after this is set to false."
  type        = bool
  default     = true
}

variable "idle_timeout" {
  description = "Seconds after which a silent connection is closed, 1 to 4000. It has to be longer than the slowest answer."
  type        = number
  default     = 60

  validation {
    condition     = var.idle_timeout >= 1 && var.idle_timeout <= 4000
    error_message = "idle_timeout is ${var.idle_timeout}; allowed: 1 to 4000 seconds."
  }
}

variable "access_log_bucket" {
  description = "Name of a bucket that already takes access logs of load balancers. null: the module makes one."
  type        = string
  default     = null
}

variable "create_access_log_bucket" {
  description = "Whether the module makes the bucket; null: when access_log_bucket is null. Set it to false where the name is not known before the apply."
  type        = bool
  default     = null

  validation {
    condition     = var.create_access_log_bucket != false || var.access_log_bucket != null
    error_message = "create_access_log_bucket is false and access_log_bucket is null: nothing would keep the access logs. Name a bucket."
  }
}

variable "access_log_days" {
  description = "For how many days the module's own bucket keeps access logs, 1 to 3653."
  type        = number
  default     = 90

  validation {
    condition     = var.access_log_days >= 1 && var.access_log_days <= 3653
    error_message = "access_log_days is ${var.access_log_days}; allowed: 1 to 3653."
  }
}

variable "waf" {
  description = "managed: AWS's rules against common attacks and known bad addresses, and a limit of requests for each address. none: nothing. Only for a public edge."
  type        = string
  default     = "none"

  validation {
    condition     = contains(["none", "managed"], var.waf)
    error_message = "waf is \"${var.waf}\"; allowed: none, managed."
  }

  validation {
    condition     = !(var.internal && var.waf == "managed")
    error_message = "waf is \"managed\" for an internal edge, whose callers are the services themselves: the limit would hit them. Take none."
  }
}

variable "rate_limit" {
  description = "Requests that an address may send in five minutes before the firewall refuses it, 100 to 2000000."
  type        = number
  default     = 2000

  validation {
    condition     = var.rate_limit >= 100 && var.rate_limit <= 2000000
    error_message = "rate_limit is ${var.rate_limit}; allowed: 100 to 2000000 in five minutes. Below, a page with its images is refused."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts the log of the firewall; its policy must let logs.REGION.amazonaws.com use it. null: the key of CloudWatch Logs."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/", var.kms_key_arn))
    error_message = "kms_key_arn is \"${coalesce(var.kms_key_arn, "null")}\"; allowed: the ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID, or null."
  }
}
