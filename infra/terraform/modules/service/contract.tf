data "aws_region" "this" {}
data "aws_caller_identity" "this" {}
data "aws_partition" "this" {}

locals {
  app_ports  = var.contract.ports.http
  app_port   = local.app_ports[0]
  probe_port = var.management_port == null ? var.contract.probes.ready.port : var.management_port

  # Seen from the platform, these are the contract; a caller that set one would undo the wiring.
  wired_names = [
    "platform__service__name", "platform__service__version", "platform__service__environment",
    "platform__management__port", "aspnetcore_http_ports", "aspnetcore_urls",
  ]

  # What a load balancer allows is coarser than what a contract says: at least 5 s between two probes, 2 s for an answer, which must be less than the
  # interval, and 2 to 10 failures. So readiness that is lost is seen later than in the contract; a stop does not depend on it, because ECS takes
  # a task out of the target group before it sends the signal.
  ready_interval = max(5, var.contract.probes.ready.periodSeconds)
  ready_check = {
    path                = var.contract.probes.ready.path
    protocol            = upper(var.contract.probes.ready.scheme)
    port                = tostring(local.probe_port)
    interval            = local.ready_interval
    timeout             = min(max(2, var.contract.probes.ready.timeoutSeconds), local.ready_interval - 1)
    unhealthy_threshold = min(max(2, var.contract.probes.ready.failureThreshold), 10)
  }

  start_seconds = var.contract.probes.startup.periodSeconds * var.contract.probes.startup.failureThreshold

  # The program takes address and time-out from the contract in the image; the 3 s beyond that are for the start of its runtime.
  live_check = {
    command     = ["CMD", "dotnet", "/probe/Grocery.Platform.Health.Probe.dll", "/app/grocery-probes.json"]
    interval    = max(5, var.contract.probes.live.periodSeconds)
    timeout     = max(2, var.contract.probes.live.timeoutSeconds) + 3
    retries     = var.contract.probes.live.failureThreshold
    startPeriod = local.start_seconds
  }
}
