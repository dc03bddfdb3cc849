provider "aws" {
  region = "eu-west-1"
}

variables {
  name        = "grocery-test"
  tags        = { Team = "platform" }
  kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}

run "three_zones_that_do_not_overlap" {
  command = plan

  assert {
    condition     = length(aws_subnet.private) == 3 && length(aws_subnet.public) == 3 && length(aws_subnet.database) == 3
    error_message = "each of three zones needs a public, a private and a database subnet"
  }

  assert {
    condition     = sort([for s in aws_subnet.private : s.cidr_block]) == sort(["10.0.0.0/20", "10.0.16.0/20", "10.0.32.0/20"])
    error_message = "subnets of tasks moved: ${join(", ", [for s in aws_subnet.private : s.cidr_block])}"
  }

  assert {
    condition     = sort([for s in aws_subnet.public : s.cidr_block]) == sort(["10.0.192.0/22", "10.0.196.0/22", "10.0.200.0/22"])
    error_message = "subnets of load balancers moved: ${join(", ", [for s in aws_subnet.public : s.cidr_block])}"
  }

  assert {
    condition     = sort([for s in aws_subnet.database : s.cidr_block]) == sort(["10.0.240.0/24", "10.0.241.0/24", "10.0.242.0/24"])
    error_message = "subnets of databases moved: ${join(", ", [for s in aws_subnet.database : s.cidr_block])}"
  }

  assert {
    condition     = length(distinct([for s in aws_subnet.private : s.availability_zone])) == 3
    error_message = "two subnets share a zone"
  }

  assert {
    condition     = alltrue([for s in concat(values(aws_subnet.public), values(aws_subnet.private), values(aws_subnet.database)) : !s.map_public_ip_on_launch])
    error_message = "a subnet hands out public addresses"
  }

  assert {
    condition     = aws_vpc.this.enable_dns_support && aws_vpc.this.enable_dns_hostnames
    error_message = "private names of endpoints need DNS in the VPC"
  }

  assert {
    condition     = alltrue([for r in [aws_vpc.this, aws_internet_gateway.this, aws_cloudwatch_log_group.flow, aws_iam_role.flow] : r.tags["Team"] == "platform"])
    error_message = "a resource lacks the tags of the caller"
  }
}

run "the_smallest_block_still_fits_load_balancers" {
  command = plan
  variables { cidr = "192.168.16.0/20" }

  assert {
    condition     = alltrue([for s in aws_subnet.public : tonumber(split("/", s.cidr_block)[1]) <= 27])
    error_message = "a load balancer needs a /27 in each zone"
  }
}

run "nat_for_each_zone" {
  command = plan

  assert {
    condition     = length(aws_nat_gateway.this) == 3 && length(aws_route.nat) == 3
    error_message = "each zone needs its own gateway, or the loss of one takes the way out of the others"
  }
}

run "one_nat_serves_all_zones" {
  command = plan
  variables { nat = "single" }

  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(aws_eip.nat) == 1
    error_message = "single means one gateway, and one price"
  }

  assert {
    condition     = length(aws_route.nat) == 3
    error_message = "every zone needs a route to the one gateway"
  }
}

run "without_nat_nothing_leads_out" {
  command = apply
  variables {
    nat                = "none"
    availability_zones = 2
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 0 && length(aws_route.nat) == 0 && length(output.nat_public_ips) == 0
    error_message = "none must make neither a gateway nor a route"
  }

  assert {
    condition     = length(output.private_subnet_ids) == 2 && length(output.database_subnet_ids) == 2 && length(output.public_subnet_ids) == 2
    error_message = "two zones, two subnets of each kind"
  }
}

run "databases_have_no_way_out" {
  command = apply

  assert {
    condition = alltrue([for r in concat([aws_route.internet], values(aws_route.nat)) :
    r.route_table_id != aws_route_table.database.id])
    error_message = "the route table of the databases has a route"
  }

  assert {
    condition     = !contains(aws_vpc_endpoint.s3.route_table_ids, aws_route_table.database.id)
    error_message = "the databases reach S3"
  }

  assert {
    condition     = alltrue([for a in aws_route_table_association.database : a.route_table_id == aws_route_table.database.id])
    error_message = "a database subnet is in a table with routes"
  }

  assert {
    condition     = length(output.nat_public_ips) == 3 && startswith(output.endpoint_security_group_id, "sg-")
    error_message = "outputs that others build on are missing"
  }
}

run "endpoints_keep_aws_inside" {
  command = apply

  assert {
    condition     = alltrue([for e in aws_vpc_endpoint.interface : e.private_dns_enabled && length(e.subnet_ids) == 3])
    error_message = "an endpoint without its private name, or missing in a zone, is passed by"
  }

  assert {
    condition     = aws_vpc_endpoint.interface["ecr.dkr"].service_name == "com.amazonaws.eu-west-1.ecr.dkr"
    error_message = "wrong service: ${aws_vpc_endpoint.interface["ecr.dkr"].service_name}"
  }

  assert {
    condition     = length(setsubtract(["ssm", "secretsmanager", "ecr.api", "ecr.dkr", "logs", "appconfigdata", "kms"], keys(aws_vpc_endpoint.interface))) == 0
    error_message = "what every service of the platform calls needs an endpoint by default"
  }

  assert {
    condition     = jsondecode(data.aws_iam_policy_document.endpoints.json).Statement[0].Condition.StringEquals["aws:PrincipalAccount"] == "123456789012"
    error_message = "an endpoint takes credentials of other accounts"
  }

  assert {
    condition = alltrue([for s in jsondecode(data.aws_iam_policy_document.s3.json).Statement :
    s.Resource != "*" || try(s.Condition.StringEquals["aws:ResourceAccount"], "") == "123456789012"])
    error_message = "buckets of other accounts can be reached through the endpoint of S3"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints.cidr_ipv4 == "10.0.0.0/16" && aws_vpc_security_group_ingress_rule.endpoints.from_port == 443
    error_message = "endpoints answer the VPC on 443 and nobody else"
  }
}

run "all_traffic_is_logged_and_encrypted" {
  command = apply

  assert {
    condition     = aws_flow_log.this.traffic_type == "ALL" && aws_flow_log.this.log_destination == aws_cloudwatch_log_group.flow.arn
    error_message = "rejected and accepted traffic both belong into the flow log"
  }

  assert {
    condition     = aws_cloudwatch_log_group.flow.kms_key_id == var.kms_key_arn && aws_cloudwatch_log_group.flow.retention_in_days == 90
    error_message = "the flow log must be encrypted with the given key and must expire"
  }

  assert {
    condition     = jsondecode(aws_iam_role.flow.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "123456789012"
    error_message = "another account could use the role through the service"
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.flow.policy).Statement[0].Resource == "${aws_cloudwatch_log_group.flow.arn}:*"
    error_message = "the role writes more than its own group"
  }
}

run "refuses_a_name_with_capitals" {
  command = plan
  variables { name = "Grocery" }
  expect_failures = [var.name]
}

run "refuses_a_small_block" {
  command = plan
  variables { cidr = "10.0.0.0/24" }
  expect_failures = [var.cidr]
}

run "refuses_a_public_block" {
  command = plan
  variables { cidr = "8.8.0.0/16" }
  expect_failures = [var.cidr]
}

run "refuses_one_zone" {
  command = plan
  variables { availability_zones = 1 }
  expect_failures = [var.availability_zones]
}

run "refuses_an_unknown_nat" {
  command = plan
  variables { nat = "instance" }
  expect_failures = [var.nat]
}

run "refuses_a_full_service_name" {
  command = plan
  variables { interface_endpoints = ["com.amazonaws.eu-west-1.ssm"] }
  expect_failures = [var.interface_endpoints]
}

run "refuses_s3_as_an_interface" {
  command = plan
  variables { interface_endpoints = ["s3", "ssm"] }
  expect_failures = [var.interface_endpoints]
}

run "refuses_tasks_that_could_not_start" {
  command = plan
  variables {
    nat                 = "none"
    interface_endpoints = ["ssm", "ecr.api"]
  }
  expect_failures = [var.interface_endpoints]
}

run "refuses_the_alias_of_a_key" {
  command = plan
  variables { kms_key_arn = "alias/grocery" }
  expect_failures = [var.kms_key_arn]
}

run "refuses_a_retention_that_cloudwatch_does_not_know" {
  command = plan
  variables { flow_log_retention_days = 100 }
  expect_failures = [var.flow_log_retention_days]
}

run "its_roles_stay_within_the_boundary" {
  command = plan

  variables {
    permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition     = alltrue([for role in [aws_iam_role.flow] : role.permissions_boundary == var.permissions_boundary]) && length([aws_iam_role.flow]) == 1
    error_message = "A role goes beyond what whoever deploys it may do."
  }
}

run "refuses_a_boundary_that_is_no_policy" {
  command = plan
  variables { permissions_boundary = "arn:aws:iam::123456789012:role/boundary" }
  expect_failures = [var.permissions_boundary]
}
