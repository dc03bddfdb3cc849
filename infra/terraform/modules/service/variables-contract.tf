variable "contract" {
  description = "The service's grocery-probes.json: contract = jsondecode(file(\"…/grocery-probes.json\")). Ports, probes, drain and stop are wired from it and from nowhere else."
  type = object({
    version = number
    service = string
    ports = object({
      http       = list(number)
      https      = optional(list(number), [])
      management = optional(number)
    })
    probes = object({
      live = optional(object({
        path             = string
        port             = number
        scheme           = string
        periodSeconds    = number
        timeoutSeconds   = number
        failureThreshold = number
      }))
      ready = optional(object({
        path             = string
        port             = number
        scheme           = string
        periodSeconds    = number
        timeoutSeconds   = number
        failureThreshold = number
      }))
      startup = optional(object({
        path             = string
        port             = number
        scheme           = string
        periodSeconds    = number
        timeoutSeconds   = number
        failureThreshold = number
      }))
    })
    metrics = optional(object({
      path   = string
      port   = number
      scheme = string
    }))
    drain = optional(object({ windowSeconds = number }))
    stop  = object({ budgetSeconds = number, timeoutSeconds = number })
  })

  validation {
    condition     = var.contract.version == 1
    error_message = "contract.version is ${var.contract.version}; this module understands 1. Use the module of the release that wrote the contract."
  }

  validation {
    condition     = var.contract.service == var.service
    error_message = "contract.service is \"${var.contract.service}\" and service is \"${var.service}\": take the grocery-probes.json of this service, or set Platform:Service:Name in its appsettings.json."
  }

  validation {
    condition     = var.contract.probes.live != null && var.contract.probes.ready != null && var.contract.probes.startup != null
    error_message = "contract.probes lacks ${join(", ", [for k in ["live", "ready", "startup"] : k if var.contract.probes[k] == null])}: nothing would tell a dead task from a living one. Switch the probes on (Platform:Health)."
  }

  validation {
    condition     = length(var.contract.ports.http) > 0
    error_message = "contract.ports.http is empty: TLS ends at the load balancer, so the service must listen to HTTP. Set HTTP_PORTS or an endpoint with http:// in its settings."
  }

  validation {
    condition     = try(var.contract.drain.windowSeconds, -1) >= 0 && try(var.contract.drain.windowSeconds, -1) < var.contract.stop.timeoutSeconds
    error_message = "contract.drain is ${try("${var.contract.drain.windowSeconds} s", "missing")} and contract.stop.timeoutSeconds ${var.contract.stop.timeoutSeconds} s: a task would be killed while it drains. Keep Platform:Health:Drain switched on and its Window below the stop time-out."
  }

  validation {
    condition     = var.contract.stop.timeoutSeconds >= 2 && var.contract.stop.timeoutSeconds <= 120
    error_message = "contract.stop.timeoutSeconds is ${var.contract.stop.timeoutSeconds}; Fargate allows 2 to 120 seconds. Shorten the drain and the shutdown time-out of the host."
  }

  validation {
    condition     = var.contract.stop.budgetSeconds <= var.contract.stop.timeoutSeconds
    error_message = "contract.stop.budgetSeconds is ${var.contract.stop.budgetSeconds}, more than the stop time-out of ${var.contract.stop.timeoutSeconds}: the last requests would be cut off. Shorten the drain or the shutdown time-out (warning GROCERY0003 of the build)."
  }

  validation {
    condition     = try(var.contract.probes.live.failureThreshold >= 1 && var.contract.probes.live.failureThreshold <= 10 && var.contract.probes.live.periodSeconds <= 300 && var.contract.probes.live.timeoutSeconds <= 57, true)
    error_message = "contract.probes.live is beyond the container check of ECS, which allows a period up to 300 s, a time-out up to 57 s beside the start of the probe program, and 1 to 10 failures."
  }

  validation {
    condition     = try(var.contract.probes.startup.periodSeconds * var.contract.probes.startup.failureThreshold <= 300, true)
    error_message = "contract.probes.startup gives the service ${try(var.contract.probes.startup.periodSeconds * var.contract.probes.startup.failureThreshold, "?")} s to start; ECS allows a start period of up to 300 s. Make the warm-up shorter, and with it the threshold."
  }
}

variable "management_port" {
  description = "Port of the management endpoints and of the probes, set as Platform__Management__Port; it counts more than that of the contract, as in the service. null: the ports of the contract."
  type        = number
  default     = 9090

  validation {
    condition     = var.management_port == null ? true : var.management_port >= 1024 && var.management_port <= 65535 && floor(var.management_port) == var.management_port
    error_message = "management_port is ${coalesce(var.management_port, 0)}; allowed: a whole number from 1024 to 65535, or null. A port below would need a capability that the task drops."
  }

  validation {
    condition     = var.management_port == null ? true : !contains(var.contract.ports.http, var.management_port)
    error_message = "management_port is ${coalesce(var.management_port, 0)}, on which the service answers requests too: metrics and configuration would be open to its callers. Take another port."
  }
}
