provider "aws" {
  region = "eu-west-1"
}

run "public" {
  command = apply
  variables { zone_id = "Z0123456789ABC" }

  assert {
    condition     = !aws_lb.this.internal && aws_lb.this.enable_deletion_protection && aws_lb.this.drop_invalid_header_fields && aws_lb.this.desync_mitigation_mode == "strictest"
    error_message = "the public load balancer can be deleted by mistake, or takes ambiguous requests"
  }

  assert {
    condition     = aws_lb_listener.tls["https"].port == 443 && alltrue([for l in aws_lb_listener.tls : l.protocol == "HTTPS" && startswith(l.ssl_policy, "ELBSecurityPolicy-TLS13-")])
    error_message = "a listener takes less than TLS 1.2"
  }

  assert {
    condition     = alltrue([for l in aws_lb_listener.tls : l.default_action[0].type == "fixed-response" && l.default_action[0].fixed_response[0].status_code == "404"])
    error_message = "what no rule names reaches a service"
  }

  assert {
    condition     = aws_lb_listener.redirect[0].port == 80 && aws_lb_listener.redirect[0].default_action[0].redirect[0].protocol == "HTTPS" && aws_lb_listener.redirect[0].default_action[0].redirect[0].status_code == "HTTP_301"
    error_message = "HTTP is answered with something else than a way to HTTPS"
  }

  assert {
    condition     = aws_lb_listener.tls["https"].routing_http_response_strict_transport_security_header_value == "max-age=31536000"
    error_message = "browsers may fall back to HTTP"
  }

  assert {
    condition     = { for k, r in aws_vpc_security_group_ingress_rule.internet : k => "${r.cidr_ipv4}:${r.from_port}-${r.to_port}" } == { https = "0.0.0.0/0:443-443", redirect = "0.0.0.0/0:80-80" }
    error_message = "more than 443 and 80 is open to the internet"
  }

  assert {
    condition     = keys(aws_route53_record.this) == ["shop.example"] && aws_route53_record.this["shop.example"].alias[0].name == aws_lb.this.dns_name
    error_message = "the domain leads elsewhere"
  }

  assert {
    condition     = output.listener_arn == aws_lb_listener.tls["https"].arn && output.test_listener_arn == aws_lb_listener.tls["test"].arn && startswith(output.load_balancer_arn_suffix, "app/grocery-test-pub/") && output.wildcard_domain == "*.shop.example"
    error_message = "outputs that services build on are wrong"
  }

  assert {
    condition     = alltrue([for r in [aws_lb.this, aws_security_group.this, aws_lb_listener.tls["https"]] : r.tags["Team"] == "platform"])
    error_message = "a resource lacks the tags of the caller"
  }
}

run "management_paths_stay_inside" {
  command = apply

  assert {
    condition = alltrue([for l in ["https", "test"] : toset(flatten([for k, r in aws_lb_listener_rule.management : [for c in r.condition : tolist(one(c.path_pattern).values)] if startswith(k, l)])) ==
    toset(["/health*", "/metrics*", "/config*", "/loggers*", "/flags*", "/resilience*", "/info*"])])
    error_message = "a management path can be reached from outside"
  }

  assert {
    condition     = alltrue([for r in aws_lb_listener_rule.management : r.priority < 10 && r.action[0].type == "fixed-response" && r.action[0].fixed_response[0].status_code == "404"])
    error_message = "the rule of a service comes before those that keep management paths inside"
  }

  assert {
    condition     = alltrue([for r in aws_lb_listener_rule.management : length(one([for c in r.condition : one(c.path_pattern).values])) <= 5])
    error_message = "a rule has more values than a load balancer takes"
  }
}

run "the_test_listener_is_for_the_vpc" {
  command = plan

  assert {
    condition     = aws_lb_listener.tls["test"].port == 8443 && aws_vpc_security_group_ingress_rule.test.from_port == 8443 && aws_vpc_security_group_ingress_rule.test.to_port == 8443 && aws_vpc_security_group_ingress_rule.test.cidr_ipv4 == "10.0.0.0/16"
    error_message = "a version that nobody has tested is open to the internet"
  }
}

run "internal" {
  command = apply
  variables {
    internal                  = true
    domain                    = "dev.shop.internal"
    zone_id                   = "Z0123456789ABC"
    client_security_group_ids = { storefront = "sg-0123456789abcdef0" }
  }

  assert {
    condition     = aws_lb.this.internal && length(aws_lb_listener.redirect) == 0 && length(aws_vpc_security_group_ingress_rule.internet) == 0
    error_message = "the internal load balancer is open"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.clients["storefront"].referenced_security_group_id == "sg-0123456789abcdef0" && aws_vpc_security_group_ingress_rule.clients["storefront"].to_port == 443
    error_message = "the client that was named cannot ask"
  }

  assert {
    condition     = keys(aws_route53_record.this) == ["*.dev.shop.internal", "dev.shop.internal"]
    error_message = "services have no names below the domain"
  }

  assert {
    condition     = aws_lb.this.name == "grocery-test-int" && aws_security_group.this.name == "grocery-test-internal-edge"
    error_message = "a public edge of the same prefix would collide"
  }
}

run "access_logs_are_kept_and_closed" {
  command = apply

  assert {
    condition     = aws_lb.this.access_logs[0].enabled && aws_lb.this.access_logs[0].bucket == output.access_log_bucket && length(aws_s3_bucket.logs) == 1
    error_message = "requests leave no trace"
  }

  assert {
    condition     = length(output.access_log_bucket) <= 63
    error_message = "S3 takes no name of ${length(output.access_log_bucket)} characters"
  }

  assert {
    condition     = alltrue([for b in aws_s3_bucket_public_access_block.logs : b.block_public_acls && b.block_public_policy && b.ignore_public_acls && b.restrict_public_buckets])
    error_message = "the bucket can be opened to the public"
  }

  assert {
    condition     = alltrue([for b in aws_s3_bucket_lifecycle_configuration.logs : b.rule[0].expiration[0].days == 90])
    error_message = "access logs are kept for ever"
  }

  assert {
    condition     = alltrue([for p in aws_s3_bucket_policy.logs : length([for s in jsondecode(p.policy).Statement : s if s.Effect == "Deny" && try(s.Condition.Bool["aws:SecureTransport"], "") == "false"]) == 1])
    error_message = "the bucket answers without TLS"
  }

  assert {
    condition     = alltrue(flatten([for p in aws_s3_bucket_policy.logs : [for s in jsondecode(p.policy).Statement : s.Condition.ArnLike["aws:SourceArn"] == "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/*" if s.Effect == "Allow"]]))
    error_message = "load balancers of other accounts may write"
  }
}

run "a_bucket_of_the_caller" {
  command = plan
  variables { access_log_bucket = "logs-of-the-company" }

  assert {
    condition     = length(aws_s3_bucket.logs) == 0 && aws_lb.this.access_logs[0].bucket == "logs-of-the-company"
    error_message = "a second bucket was made"
  }
}

run "names_that_are_kept_elsewhere" {
  command = plan

  assert {
    condition     = length(aws_route53_record.this) == 0
    error_message = "a record was made although no zone was given"
  }
}

run "a_firewall_for_the_public" {
  command = apply
  variables {
    waf         = "managed"
    rate_limit  = 500
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition     = aws_wafv2_web_acl_association.this[0].resource_arn == aws_lb.this.arn && aws_wafv2_web_acl.this[0].scope == "REGIONAL"
    error_message = "the firewall stands in front of nothing"
  }

  assert {
    condition     = one(flatten([for r in aws_wafv2_web_acl.this[0].rule : [for s in r.statement : [for b in s.rate_based_statement : b.limit]]])) == 500
    error_message = "an address is limited otherwise than asked for"
  }

  assert {
    condition     = toset(flatten([for r in aws_wafv2_web_acl.this[0].rule : [for s in r.statement : [for g in s.managed_rule_group_statement : g.name]]])) == toset(["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet"])
    error_message = "a group of AWS's rules is missing"
  }

  assert {
    condition     = startswith(aws_cloudwatch_log_group.waf[0].name, "aws-waf-logs-") && aws_cloudwatch_log_group.waf[0].kms_key_id == var.kms_key_arn
    error_message = "the log of the firewall is not encrypted, or AWS refuses its name"
  }

  assert {
    condition     = toset(flatten([for f in aws_wafv2_web_acl_logging_configuration.this[0].redacted_fields : [for h in f.single_header : h.name]])) == toset(["authorization", "cookie"])
    error_message = "tokens are in the log of the firewall"
  }
}

run "no_firewall_by_default" {
  command = plan

  assert {
    condition     = length(aws_wafv2_web_acl.this) == 0 && length(aws_cloudwatch_log_group.waf) == 0
    error_message = "a firewall that nobody asked for, and its price"
  }
}
