provider "aws" {
  region = "eu-west-1"
}

run "refuses_a_name_with_capitals" {
  command = plan
  variables {
    name = "Grocery"
  }
  expect_failures = [var.name]
}

run "refuses_a_test_listener_for_everybody" {
  command = plan
  variables {
    vpc_cidr = "0.0.0.0/0"
  }
  expect_failures = [var.vpc_cidr]
}

run "refuses_one_subnet" {
  command = plan
  variables {
    subnet_ids = ["subnet-0a"]
  }
  expect_failures = [var.subnet_ids]
}

run "refuses_clients_of_a_public_edge" {
  command = plan
  variables {
    client_security_group_ids = { storefront = "sg-0123456789abcdef0" }
  }
  expect_failures = [var.client_security_group_ids]
}

run "refuses_a_domain_with_a_dot_at_the_end" {
  command = plan
  variables {
    domain = "shop.example."
  }
  expect_failures = [var.domain]
}

run "refuses_the_name_of_a_zone" {
  command = plan
  variables {
    zone_id = "shop.example"
  }
  expect_failures = [var.zone_id]
}

run "refuses_a_certificate_of_iam" {
  command = plan
  variables {
    certificate_arn = "arn:aws:iam::123456789012:server-certificate/shop"
  }
  expect_failures = [var.certificate_arn]
}

run "refuses_old_tls" {
  command = plan
  variables {
    ssl_policy = "ELBSecurityPolicy-2016-08"
  }
  expect_failures = [var.ssl_policy]
}

run "refuses_no_idle_time" {
  command = plan
  variables {
    idle_timeout = 0
  }
  expect_failures = [var.idle_timeout]
}

run "refuses_access_logs_without_a_bucket" {
  command = plan
  variables {
    create_access_log_bucket = false
  }
  expect_failures = [var.create_access_log_bucket]
}

run "refuses_access_logs_of_no_day" {
  command = plan
  variables {
    access_log_days = 0
  }
  expect_failures = [var.access_log_days]
}

run "refuses_an_unknown_firewall" {
  command = plan
  variables {
    waf = "strict"
  }
  expect_failures = [var.waf]
}

run "refuses_a_firewall_between_services" {
  command = plan
  variables {
    internal = true
    waf      = "managed"
  }
  expect_failures = [var.waf]
}

run "refuses_a_limit_below_a_page" {
  command = plan
  variables {
    rate_limit = 10
  }
  expect_failures = [var.rate_limit]
}

run "refuses_the_alias_of_a_key" {
  command = plan
  variables {
    kms_key_arn = "alias/grocery"
  }
  expect_failures = [var.kms_key_arn]
}
