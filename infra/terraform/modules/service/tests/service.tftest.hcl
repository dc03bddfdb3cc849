provider "aws" {
  region = "eu-west-1"
}

run "the_contract_is_wired" {
  command = plan

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].stopTimeout == 30
    error_message = "the stop time-out of the task is not that of the contract"
  }

  assert {
    condition     = alltrue([for g in aws_lb_target_group.this : tonumber(g.deregistration_delay) == 5])
    error_message = "the deregistration delay is not the drain of the contract"
  }

  assert {
    condition     = alltrue([for g in aws_lb_target_group.this : tonumber(g.deregistration_delay) < jsondecode(aws_ecs_task_definition.this.container_definitions)[0].stopTimeout])
    error_message = "a task is killed while it drains"
  }

  assert {
    condition     = alltrue([for g in aws_lb_target_group.this : g.health_check[0].path == "/health/ready" && g.health_check[0].port == "9090" && g.health_check[0].protocol == "HTTP" && g.health_check[0].matcher == "200"])
    error_message = "the load balancer does not ask for readiness where the service answers it"
  }

  assert {
    condition     = alltrue([for g in aws_lb_target_group.this : g.health_check[0].interval == 5 && g.health_check[0].timeout == 2 && g.health_check[0].unhealthy_threshold == 2])
    error_message = "the readiness probe is not as close to the contract as a load balancer allows"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].healthCheck == { command = ["CMD", "dotnet", "/probe/Grocery.Platform.Health.Probe.dll", "/app/grocery-probes.json"], interval = 10, timeout = 5, retries = 3, startPeriod = 120 }
    error_message = "the container check is not the liveness of the contract, asked by the probe program of the image"
  }

  assert {
    condition     = aws_ecs_service.this.health_check_grace_period_seconds == 120
    error_message = "a service that still starts would be stopped by the load balancer's probe"
  }

  assert {
    condition     = { for e in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment : e.name => e.value }["Platform__Management__Port"] == "9090"
    error_message = "the service would answer probes on another port than they are asked on"
  }

  assert {
    condition     = { for e in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment : e.name => e.value }["ASPNETCORE_HTTP_PORTS"] == "8080" && one(aws_ecs_service.this.load_balancer).container_port == 8080
    error_message = "requests go to another port than the service listens to"
  }

  assert {
    condition     = sort([for p in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].portMappings : tostring(p.containerPort)]) == sort(["8080", "9090"])
    error_message = "a port of the service is not mapped"
  }
}

run "another_contract_is_wired_too" {
  command = plan
  variables {
    management_port = 9191
    contract = {
      version = 1
      service = "cart"
      ports   = { http = [5000], management = 9090 }
      probes = {
        live    = { path = "/live", port = 9090, scheme = "http", periodSeconds = 20, timeoutSeconds = 4, failureThreshold = 5 }
        ready   = { path = "/ready", port = 9090, scheme = "http", periodSeconds = 15, timeoutSeconds = 6, failureThreshold = 4 }
        startup = { path = "/startup", port = 9090, scheme = "http", periodSeconds = 5, timeoutSeconds = 1, failureThreshold = 12 }
      }
      drain = { windowSeconds = 20 }
      stop  = { budgetSeconds = 50, timeoutSeconds = 60 }
    }
  }

  assert {
    condition     = alltrue([for g in aws_lb_target_group.this : g.health_check[0].path == "/ready" && g.health_check[0].port == "9191" && g.health_check[0].interval == 15 && g.health_check[0].timeout == 6 && g.health_check[0].unhealthy_threshold == 4 && tonumber(g.deregistration_delay) == 20])
    error_message = "the target group has values of its own instead of those of the contract"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].stopTimeout == 60 && jsondecode(aws_ecs_task_definition.this.container_definitions)[0].healthCheck.interval == 20 && jsondecode(aws_ecs_task_definition.this.container_definitions)[0].healthCheck.retries == 5 && jsondecode(aws_ecs_task_definition.this.container_definitions)[0].healthCheck.startPeriod == 60
    error_message = "the task has values of its own instead of those of the contract"
  }

  assert {
    condition     = toset([for r in aws_vpc_security_group_ingress_rule.load_balancer : r.from_port]) == toset([5000, 9191])
    error_message = "the load balancer cannot reach the service or its probe"
  }
}

run "without_a_management_port_the_contract_says_where" {
  command = plan
  variables { management_port = null }

  assert {
    condition     = alltrue([for g in aws_lb_target_group.this : g.health_check[0].port == "8080"])
    error_message = "the probe is asked on a port that the service does not listen to"
  }

  assert {
    condition     = !contains([for e in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment : e.name], "Platform__Management__Port")
    error_message = "the port of the management endpoints is set although none is wanted"
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.load_balancer) == 1
    error_message = "one port needs one rule"
  }
}

run "a_task_can_do_little" {
  command = plan

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].readonlyRootFilesystem && !jsondecode(aws_ecs_task_definition.this.container_definitions)[0].privileged
    error_message = "the root file system can be written"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].user == "1654"
    error_message = "the service runs as another user than the one of its image, perhaps as root"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].linuxParameters.capabilities.drop == ["ALL"] && length(jsondecode(aws_ecs_task_definition.this.container_definitions)[0].linuxParameters.capabilities.add) == 0
    error_message = "a capability is left"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].linuxParameters.tmpfs[0].containerPath == "/tmp" && jsondecode(aws_ecs_task_definition.this.container_definitions)[0].linuxParameters.initProcessEnabled
    error_message = "/tmp cannot be written, or nobody reaps processes"
  }

  assert {
    condition     = length(regexall("@sha256:[0-9a-f]{64}$", jsondecode(aws_ecs_task_definition.this.container_definitions)[0].image)) == 1
    error_message = "the image is not named by its digest"
  }

  assert {
    condition     = aws_ecs_task_definition.this.network_mode == "awsvpc" && contains(aws_ecs_task_definition.this.requires_compatibilities, "FARGATE") && !aws_ecs_service.this.network_configuration[0].assign_public_ip
    error_message = "tasks run on Fargate, without public addresses"
  }

  assert {
    condition     = aws_ecs_task_definition.this.skip_destroy
    error_message = "the revision before this one is deregistered, so that nothing can be rolled back to"
  }

  assert {
    condition     = { for e in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment : e.name => e.value }["Platform__Service__Version"] == "0123456789ab"
    error_message = "telemetry does not tell which image is running"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].logConfiguration.options.mode == "non-blocking"
    error_message = "a slow CloudWatch makes the service slow"
  }

  assert {
    condition     = alltrue([for r in [aws_ecs_task_definition.this, aws_ecs_service.this, aws_iam_role.task, aws_iam_role.execution, aws_security_group.task, aws_lb_target_group.this["primary"]] : r.tags["Team"] == "cart"])
    error_message = "a resource lacks the tags of the caller"
  }
}

run "the_way_in_and_out_is_by_reference" {
  command = plan

  assert {
    condition     = alltrue([for r in aws_vpc_security_group_ingress_rule.load_balancer : r.referenced_security_group_id == "sg-0123456789abcdef0" && r.cidr_ipv4 == null])
    error_message = "somebody else than the load balancer reaches the tasks"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.peers["database"].referenced_security_group_id == "sg-0d0d0d0d0d0d0d0d0" && aws_vpc_security_group_egress_rule.peers["database"].to_port == 5432
    error_message = "the database is not reached, or more than it"
  }

  assert {
    condition     = length(aws_vpc_security_group_egress_rule.https) == 0
    error_message = "the internet is open to tasks that did not ask for it"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.s3.prefix_list_id == "pl-6da54004" && aws_vpc_security_group_egress_rule.endpoints.referenced_security_group_id == "sg-0e0e0e0e0e0e0e0e0"
    error_message = "tasks cannot reach AWS"
  }
}

run "the_internet_only_when_asked_for" {
  command = plan
  variables {
    egress = { endpoint_security_group_id = "sg-0e0e0e0e0e0e0e0e0", s3_prefix_list_id = "pl-6da54004", https_anywhere = true }
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.https["this"].from_port == 443 && aws_vpc_security_group_egress_rule.https["this"].to_port == 443
    error_message = "more than HTTPS leads out"
  }
}

run "a_service_without_a_load_balancer" {
  command = apply
  variables { route = null }

  assert {
    condition     = length(aws_lb_target_group.this) == 0 && length(aws_lb_listener_rule.this) == 0 && output.target_group_arn == null && length(aws_ecs_service.this.alarms) == 0
    error_message = "something of a load balancer is left"
  }

  assert {
    condition     = output.service_name == "cart" && startswith(output.task_definition_arn, "arn:aws:ecs:")
    error_message = "outputs that scripts use are missing"
  }
}
