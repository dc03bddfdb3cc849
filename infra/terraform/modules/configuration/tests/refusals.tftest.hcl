provider "aws" {
  region = "eu-west-1"
}

variables {
  name        = "grocery-dev"
  environment = "dev"
  services    = { cart = {} }
}

run "the_least_that_is_needed_is_enough" {
  command = plan
}

run "refuses_a_name_that_aws_would_not_take" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "Grocery_Dev"
  }
}

run "refuses_a_root_of_two_segments" {
  command         = plan
  expect_failures = [var.root]

  variables {
    root = "shop/grocery"
  }
}

run "refuses_a_root_that_aws_keeps" {
  command         = plan
  expect_failures = [var.root]

  variables {
    root = "awsgrocery"
  }
}

run "refuses_an_environment_in_capitals" {
  command         = plan
  expect_failures = [var.environment]

  variables {
    environment = "Dev"
  }
}

run "refuses_a_shared_key_with_a_slash" {
  command         = plan
  expect_failures = [var.shared]

  variables {
    shared = { "Client/Timeout" = "1" }
  }
}

run "refuses_shared_keys_that_differ_in_case" {
  command         = plan
  expect_failures = [var.shared]

  variables {
    shared = { "Client:A" = "1", "client:a" = "2" }
  }
}

run "refuses_an_empty_shared_value" {
  command         = plan
  expect_failures = [var.shared]

  variables {
    shared = { "Client:A" = "" }
  }
}

run "refuses_a_shared_value_over_4_kb" {
  command         = plan
  expect_failures = [var.shared]

  variables {
    shared = { "Client:A" = format("%04097d", 0) }
  }
}

run "refuses_a_service_called_shared" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = { shared = {} }
  }
}

run "refuses_no_service" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = {}
  }
}

run "refuses_a_service_key_with_an_empty_segment" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = { cart = { parameters = { "A::B" = "1" } } }
  }
}

run "refuses_a_secure_key_with_a_slash" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = { cart = { secure_parameters = ["A/B"] } }
  }
}

run "refuses_a_key_that_is_plain_and_secure" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = { cart = { parameters = { "A:B" = "1" }, secure_parameters = ["a:b"] } }
  }
}

run "refuses_an_empty_service_value" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = { cart = { parameters = { "A" = "" } } }
  }
}
