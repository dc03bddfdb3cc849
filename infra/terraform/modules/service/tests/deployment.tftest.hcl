provider "aws" {
  region = "eu-west-1"
}

run "rolling" {
  command = plan

  assert {
    condition     = aws_ecs_service.this.deployment_configuration[0].strategy == "ROLLING" && aws_ecs_service.this.deployment_controller[0].type == "ECS"
    error_message = "rolling is not the default, or not that of ECS"
  }

  assert {
    condition     = length(one(aws_ecs_service.this.load_balancer).advanced_configuration) == 0 && length(aws_iam_role.shift) == 0 && length(aws_ecs_service.this.deployment_configuration[0].canary_configuration) == 0
    error_message = "rolling moves no traffic between groups"
  }

  assert {
    condition     = aws_ecs_service.this.deployment_minimum_healthy_percent == 100 && aws_ecs_service.this.deployment_maximum_percent == 200
    error_message = "a deployment has fewer tasks than the service needs"
  }

  assert {
    condition     = keys(aws_lb_listener_rule.this) == ["production"]
    error_message = "rolling tests nothing beforehand"
  }

  assert {
    condition     = aws_ecs_service.this.wait_for_steady_state && aws_ecs_service.this.timeouts.update == "30m"
    error_message = "the apply ends before it is known whether the deployment did"
  }
}

run "rolling_rolls_back" {
  command = plan

  assert {
    condition     = aws_ecs_service.this.deployment_circuit_breaker[0].enable && aws_ecs_service.this.deployment_circuit_breaker[0].rollback
    error_message = "tasks that do not start are started for ever"
  }

  assert {
    condition     = aws_ecs_service.this.alarms[0].enable && aws_ecs_service.this.alarms[0].rollback && aws_ecs_service.this.alarms[0].alarm_names == toset(["grocery-test-cart-errors-primary", "grocery-test-cart-p95-primary"])
    error_message = "errors and latency do not roll a deployment back"
  }
}

run "blue_green" {
  command = apply
  variables { deployment = { strategy = "blue_green", bake_minutes = 15 } }

  assert {
    condition     = aws_ecs_service.this.deployment_configuration[0].strategy == "BLUE_GREEN" && tonumber(aws_ecs_service.this.deployment_configuration[0].bake_time_in_minutes) == 15
    error_message = "the old version does not wait as long as was asked for"
  }

  assert {
    condition     = one(aws_ecs_service.this.load_balancer).target_group_arn == aws_lb_target_group.this["primary"].arn && one(aws_ecs_service.this.load_balancer).advanced_configuration[0].alternate_target_group_arn == aws_lb_target_group.this["alternate"].arn
    error_message = "the service does not know its two groups"
  }

  assert {
    condition     = one(aws_ecs_service.this.load_balancer).advanced_configuration[0].production_listener_rule == aws_lb_listener_rule.this["production"].arn && one(aws_ecs_service.this.load_balancer).advanced_configuration[0].test_listener_rule == aws_lb_listener_rule.this["test"].arn
    error_message = "ECS would move the traffic of another rule"
  }

  assert {
    condition     = one(aws_ecs_service.this.load_balancer).advanced_configuration[0].role_arn == aws_iam_role.shift[0].arn
    error_message = "ECS has no role to move the traffic"
  }

  assert {
    condition     = aws_ecs_service.this.deployment_circuit_breaker[0].rollback && aws_ecs_service.this.alarms[0].rollback && length(aws_ecs_service.this.alarms[0].alarm_names) == 4
    error_message = "the new version is not watched in both groups"
  }

  assert {
    condition     = aws_ecs_service.this.timeouts.update == "45m"
    error_message = "the apply gives up before the old version has waited"
  }

  assert {
    condition     = aws_lb_listener_rule.this["test"].listener_arn == var.route.test_listener_arn && aws_lb_listener_rule.this["production"].listener_arn == var.route.listener_arn
    error_message = "test traffic comes in where everybody does"
  }

  assert {
    condition     = { for g in aws_lb_listener_rule.this["production"].action[0].forward[0].target_group : g.arn => g.weight } == { (aws_lb_target_group.this["primary"].arn) = 100, (aws_lb_target_group.this["alternate"].arn) = 0 }
    error_message = "the first deployment is not reached"
  }
}

run "blue_green_moves_only_its_own_traffic" {
  command = apply
  variables { deployment = { strategy = "blue_green" } }

  assert {
    condition = toset(flatten([for s in jsondecode(aws_iam_role_policy.shift[0].policy).Statement : s.Resource if s.Sid == "Weights"])) == toset([
    aws_lb_listener_rule.this["production"].arn, aws_lb_listener_rule.this["test"].arn])
    error_message = "ECS may change the rules of other services"
  }

  assert {
    condition = toset(flatten([for s in jsondecode(aws_iam_role_policy.shift[0].policy).Statement : s.Resource if s.Sid == "Targets"])) == toset([
    aws_lb_target_group.this["primary"].arn, aws_lb_target_group.this["alternate"].arn])
    error_message = "ECS may change the targets of other services"
  }

  assert {
    condition     = alltrue([for s in jsondecode(aws_iam_role_policy.shift[0].policy).Statement : s.Resource != "*" || startswith(s.Sid, "Wildcard")])
    error_message = "a statement for everything does not say why"
  }

  assert {
    condition     = jsondecode(aws_iam_role.shift[0].assume_role_policy).Statement[0].Principal.Service == "ecs.amazonaws.com"
    error_message = "somebody else than ECS can move the traffic"
  }
}

run "blue_green_without_a_test_listener" {
  command = plan
  variables {
    deployment = { strategy = "blue_green" }
    route = {
      listener_arn             = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/grocery-test-int/0123456789abcdef/0123456789abcdef"
      test_traffic             = false
      load_balancer_arn_suffix = "app/grocery-test-int/0123456789abcdef"
      security_group_id        = "sg-0123456789abcdef0"
      priority                 = 20
    }
  }

  assert {
    condition     = keys(aws_lb_listener_rule.this) == ["production"]
    error_message = "a rule for tests that nobody asked for"
  }
}

run "canary" {
  command = plan
  variables { deployment = { strategy = "canary", canary_percent = 5, canary_minutes = 20, bake_minutes = 10 } }

  assert {
    condition     = aws_ecs_service.this.deployment_configuration[0].strategy == "CANARY" && aws_ecs_service.this.deployment_configuration[0].canary_configuration[0].canary_percent == 5 && tonumber(aws_ecs_service.this.deployment_configuration[0].canary_configuration[0].canary_bake_time_in_minutes) == 20
    error_message = "the canary gets another share or time than was asked for"
  }

  assert {
    condition     = tonumber(aws_ecs_service.this.deployment_configuration[0].bake_time_in_minutes) == 10 && aws_ecs_service.this.timeouts.update == "60m"
    error_message = "the old version does not wait after the canary, or the apply not for both"
  }

  assert {
    condition     = aws_ecs_service.this.alarms[0].alarm_names == toset(["grocery-test-cart-errors-primary", "grocery-test-cart-errors-alternate", "grocery-test-cart-p95-primary", "grocery-test-cart-p95-alternate"])
    error_message = "a canary is not judged by its own errors and latency"
  }

  assert {
    condition     = aws_ecs_service.this.deployment_circuit_breaker[0].rollback && aws_ecs_service.this.alarms[0].rollback
    error_message = "a bad canary stays"
  }
}

run "strategies_share_what_carries_traffic" {
  command = apply

  assert {
    condition     = keys(aws_lb_target_group.this) == ["alternate", "primary"] && aws_lb_target_group.this["primary"].name == "grocery-test-cart-p" && aws_lb_target_group.this["alternate"].name == "grocery-test-cart-a"
    error_message = "a change of the strategy would replace a target group"
  }
}

run "long_names_fit" {
  command = plan
  variables {
    name    = "grocery-of-the-long-name"
    service = "recommendations"
    contract = {
      version = 1
      service = "recommendations"
      ports   = { http = [8080] }
      probes = {
        live    = { path = "/health/live", port = 8080, scheme = "http", periodSeconds = 10, timeoutSeconds = 2, failureThreshold = 3 }
        ready   = { path = "/health/ready", port = 8080, scheme = "http", periodSeconds = 2, timeoutSeconds = 1, failureThreshold = 2 }
        startup = { path = "/health/startup", port = 8080, scheme = "http", periodSeconds = 2, timeoutSeconds = 1, failureThreshold = 60 }
      }
      drain = { windowSeconds = 5 }
      stop  = { budgetSeconds = 25, timeoutSeconds = 30 }
    }
  }

  assert {
    condition     = alltrue([for g in aws_lb_target_group.this : length(g.name) <= 32]) && aws_lb_target_group.this["primary"].name != aws_lb_target_group.this["alternate"].name
    error_message = "a name is too long for a target group"
  }
}

run "spot_and_on_demand" {
  command = plan
  variables {
    capacity_provider_strategy = [
      { capacity_provider = "FARGATE", base = 1, weight = 30 },
      { capacity_provider = "FARGATE_SPOT", weight = 70 },
    ]
  }

  assert {
    condition     = { for s in aws_ecs_service.this.capacity_provider_strategy : s.capacity_provider => s.weight } == { FARGATE = 30, FARGATE_SPOT = 70 }
    error_message = "tasks run elsewhere than the cluster says"
  }

  assert {
    condition     = aws_ecs_service.this.force_new_deployment && aws_ecs_service.this.availability_zone_rebalancing == "ENABLED" && aws_ecs_service.this.propagate_tags == "SERVICE"
    error_message = "a change of the share replaces the service, zones stay uneven, or costs have no tags"
  }
}
