variable "collector" {
  description = "The collector of AWS's OpenTelemetry distribution beside the service: image by digest, config as YAML, memory in MiB. remote_write_arn: the Prometheus workspace that it may write to."
  type = object({
    enabled          = optional(bool, true)
    image            = optional(string, "")
    config           = optional(string, "")
    remote_write_arn = optional(string)
    memory           = optional(number, 160)
  })
  default = { enabled = false }

  validation {
    condition     = !var.collector.enabled || can(regex("^[a-z0-9][a-z0-9._/:-]*@sha256:[0-9a-f]{64}$", var.collector.image))
    error_message = "collector.image is \"${var.collector.image}\": name the image by digest, …@sha256:<64 hex>, or set collector.enabled to false."
  }

  validation {
    condition     = !var.collector.enabled || length(trimspace(var.collector.config)) > 0
    error_message = "collector.config is empty; give the YAML of the collector (collector_config of the module observability), or set collector.enabled to false."
  }

  validation {
    condition     = var.collector.memory >= 96 && var.collector.memory <= 2048
    error_message = "collector.memory is ${var.collector.memory}; allowed: 96 to 2048 MiB."
  }
}

variable "scaling" {
  description = "Number of tasks: min to max. Percent of cpu and memory, and requests a minute and task, are held; a p95 above its seconds adds a quarter to a half of the tasks and never takes any away. schedules: other limits from a time on (cron(…) with a time zone)."
  type = object({
    min                 = optional(number, 2)
    max                 = optional(number, 6)
    cpu                 = optional(number, 60)
    memory              = optional(number, 75)
    requests_per_target = optional(number)
    p95                 = optional(object({ seconds = number }))
    schedules           = optional(map(object({ cron = string, timezone = optional(string, "Etc/UTC"), min = number, max = number })), {})
  })
  default = {}

  validation {
    condition     = var.scaling.min >= 1 && var.scaling.max >= var.scaling.min
    error_message = "scaling.min is ${var.scaling.min} and scaling.max ${var.scaling.max}; allowed: min of 1 or more, and max not below min."
  }

  validation {
    condition     = var.scaling.cpu >= 20 && var.scaling.cpu <= 90 && var.scaling.memory >= 20 && var.scaling.memory <= 90
    error_message = "scaling.cpu is ${var.scaling.cpu} and scaling.memory ${var.scaling.memory}; allowed: 20 to 90 percent. Above that there is no room left while new tasks start."
  }

  validation {
    condition     = var.route != null || (var.scaling.requests_per_target == null && var.scaling.p95 == null)
    error_message = "scaling.requests_per_target and scaling.p95 are measured by a load balancer, and route is null; remove them or give a route."
  }

  validation {
    condition     = try(var.scaling.p95.seconds > 0, true) && try(var.scaling.requests_per_target >= 1, true)
    error_message = "scaling.p95.seconds is ${try(var.scaling.p95.seconds, "unset")} and scaling.requests_per_target ${try(coalesce(var.scaling.requests_per_target, 0), 0)}; allowed: more than 0 seconds, 1 request or more."
  }

  validation {
    condition     = alltrue([for s in values(var.scaling.schedules) : s.min >= 0 && s.max >= s.min && can(regex("^cron\\(.+\\)$", s.cron))])
    error_message = "scaling.schedules has a wrong ${join(", ", [for k, s in var.scaling.schedules : k if !(s.min >= 0 && s.max >= s.min && can(regex("^cron\\(.+\\)$", s.cron)))])}; allowed: cron(minute hour day month weekday year), and min of 0 or more not above max."
  }
}

variable "deployment" {
  description = "How a new version takes over. rolling: task by task. blue_green: beside the old one, then all traffic at once. canary: canary_percent of the traffic for canary_minutes, then the rest. bake_minutes: how long the old version stays for a way back at once (not rolling). wait: the apply ends when the deployment has."
  type = object({
    strategy       = optional(string, "rolling")
    bake_minutes   = optional(number, 10)
    canary_percent = optional(number, 10)
    canary_minutes = optional(number, 10)
    wait           = optional(bool, true)
  })
  default = {}

  validation {
    condition     = contains(["rolling", "blue_green", "canary"], var.deployment.strategy)
    error_message = "deployment.strategy is \"${var.deployment.strategy}\"; allowed: rolling, blue_green, canary."
  }

  validation {
    condition     = var.deployment.strategy == "rolling" || var.route != null
    error_message = "deployment.strategy is \"${var.deployment.strategy}\", which moves traffic of a load balancer, and route is null; take rolling or give a route."
  }

  validation {
    condition     = var.deployment.strategy == "rolling" || try(!var.route.test_traffic || var.route.test_listener_arn != null, true)
    error_message = "deployment.strategy is \"${var.deployment.strategy}\" and route.test_listener_arn is missing; give the test listener of the edge, or set route.test_traffic to false."
  }

  validation {
    condition     = var.deployment.bake_minutes >= 0 && var.deployment.bake_minutes <= 1440 && var.deployment.canary_minutes >= 1 && var.deployment.canary_minutes <= 1440
    error_message = "deployment.bake_minutes is ${var.deployment.bake_minutes} and canary_minutes ${var.deployment.canary_minutes}; allowed: 0 to 1440 and 1 to 1440."
  }

  validation {
    condition     = var.deployment.canary_percent >= 0.1 && var.deployment.canary_percent <= 50
    error_message = "deployment.canary_percent is ${var.deployment.canary_percent}; allowed: 0.1 to 50. More than half of the traffic is no canary."
  }
}

variable "alarms" {
  description = "Where alarms go and when: p95_seconds and error_percent (answers of 5xx and refused connections), both from minimum_requests a minute on, also end a deployment and roll it back. scaling.p95 has the same minimum."
  type = object({
    topic_arn        = optional(string)
    p95_seconds      = optional(number, 1)
    error_percent    = optional(number, 5)
    minimum_requests = optional(number, 20)
    runbook_url      = optional(string)
  })
  default = {}

  validation {
    condition     = var.alarms.p95_seconds > 0 && var.alarms.error_percent > 0 && var.alarms.error_percent <= 100 && var.alarms.minimum_requests >= 1
    error_message = "alarms has p95_seconds ${var.alarms.p95_seconds}, error_percent ${var.alarms.error_percent}, minimum_requests ${var.alarms.minimum_requests}; allowed: more than 0 seconds, 0 to 100 percent, 1 request or more."
  }
}
