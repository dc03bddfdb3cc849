variable "name" {
  description = "Prefix of every name, such as grocery-dev."
  type        = string
}

variable "environment" {
  description = "Environment that the service reports and reads its parameters for, such as dev."
  type        = string
}

variable "image" {
  description = "Image of the service by digest, REGISTRY/REPOSITORY@sha256:<64 hex>."
  type        = string
}

variable "contract" {
  description = "Path of the grocery-probes.json that the build of the service wrote."
  type        = string
}

variable "cluster" {
  description = "The cluster."
  type        = object({ arn = string, name = string })
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of the tasks, in two zones at least."
  type        = list(string)
}

variable "route" {
  description = "How requests come in; null: no load balancer. The module service describes it."
  type = object({
    listener_arn             = string
    test_listener_arn        = optional(string)
    load_balancer_arn_suffix = string
    security_group_id        = string
    priority                 = number
    path_patterns            = optional(list(string), ["/*"])
    host_headers             = optional(list(string), [])
  })
  default = null
}

variable "endpoint_security_group_id" {
  description = "Security group of the endpoints by which tasks reach AWS."
  type        = string
}

variable "s3_prefix_list_id" {
  description = "Prefix list of S3, for image layers."
  type        = string
}
