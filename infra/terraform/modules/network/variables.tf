variable "name" {
  description = "Prefix of every name, such as grocery-dev: 3 to 24 lower-case letters, digits and hyphens."
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

variable "permissions_boundary" {
  description = "ARN of the policy that no role made here goes beyond, whatever is attached to it. null = none."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary == null || can(regex("^arn:[a-z-]+:iam::([0-9]{12}|aws):policy/.+$", var.permissions_boundary))
    error_message = "permissions_boundary is \"${coalesce(var.permissions_boundary, " ")}\": give the ARN of a policy, arn:aws:iam::ACCOUNT:policy/NAME, or null."
  }
}

variable "cidr" {
  description = "Addresses of the VPC, /16 to /20. Each zone gets a sixteenth of it for tasks, a sixty-fourth for load balancers and NAT, a 256th for databases. Changing it replaces the VPC."
  type        = string
  default     = "10.0.0.0/16"

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && can(regex("/(16|17|18|19|20)$", var.cidr))
    error_message = "cidr is \"${var.cidr}\"; allowed: an IPv4 block of /16 to /20, such as 10.0.0.0/16. In a smaller one the subnets of the load balancers have too few addresses."
  }

  validation {
    condition     = can(regex("^(10\\.|192\\.168\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.)", var.cidr))
    error_message = "cidr is \"${var.cidr}\", a public block; allowed: one within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16. Traffic to the real owner of a public block would stay in the VPC."
  }
}

variable "availability_zones" {
  description = "How many zones get subnets, 2 or 3. With three, the loss of one takes a third of the capacity instead of half of it."
  type        = number
  default     = 3

  validation {
    condition     = contains([2, 3], var.availability_zones)
    error_message = "availability_zones is ${var.availability_zones}; allowed: 2 or 3. One zone cannot hold a load balancer, and some regions have no fourth."
  }
}

variable "nat" {
  description = "Way out to the internet for tasks: per_zone (survives the loss of a zone), single (one gateway; its zone takes the way out with it) or none (endpoints only)."
  type        = string
  default     = "per_zone"

  validation {
    condition     = contains(["none", "single", "per_zone"], var.nat)
    error_message = "nat is \"${var.nat}\"; allowed: none, single, per_zone. Take single for a cheap environment, none when everything has an endpoint."
  }
}

variable "interface_endpoints" {
  description = "AWS services that tasks reach without leaving the VPC, as in com.amazonaws.REGION.NAME. Each costs an hourly price in every zone."
  type        = set(string)
  default     = ["ssm", "secretsmanager", "ecr.api", "ecr.dkr", "logs", "appconfigdata", "kms", "sts", "aps-workspaces", "xray", "monitoring"]
  nullable    = false

  validation {
    condition     = alltrue([for s in var.interface_endpoints : can(regex("^[a-z0-9][a-z0-9.-]*$", s)) && !startswith(s, "com.amazonaws")])
    error_message = "interface_endpoints has ${join(", ", [for s in var.interface_endpoints : "\"${s}\"" if !can(regex("^[a-z0-9][a-z0-9.-]*$", s)) || startswith(s, "com.amazonaws")])}; allowed: what follows com.amazonaws.REGION., such as ecr.api."
  }

  validation {
    condition     = !contains(var.interface_endpoints, "s3")
    error_message = "interface_endpoints has \"s3\": the module makes the gateway endpoint of S3, which costs nothing. Remove it."
  }

  validation {
    condition     = var.nat != "none" || length(setsubtract(["ecr.api", "ecr.dkr", "logs"], var.interface_endpoints)) == 0
    error_message = "nat is none and interface_endpoints lacks ${join(", ", setsubtract(["ecr.api", "ecr.dkr", "logs"], var.interface_endpoints))}: no task could start. Add them, or take nat = \"single\"."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts the flow logs; its policy must let logs.REGION.amazonaws.com use it. null: the key of CloudWatch Logs."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/", var.kms_key_arn))
    error_message = "kms_key_arn is \"${coalesce(var.kms_key_arn, "null")}\"; allowed: the ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID, or null. An alias is not enough for CloudWatch Logs."
  }
}

variable "flow_log_retention_days" {
  description = "For how many days the flow logs are kept: a value that CloudWatch Logs knows, 1 to 3653."
  type        = number
  default     = 90

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.flow_log_retention_days)
    error_message = "flow_log_retention_days is ${var.flow_log_retention_days}; allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}
