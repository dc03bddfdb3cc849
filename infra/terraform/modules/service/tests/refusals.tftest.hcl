provider "aws" {
  region = "eu-west-1"
}

run "refuses_a_prefix_with_capitals" {
  command = plan
  variables {
    name = "Grocery-Test"
  }
  expect_failures = [var.name]
}

run "refuses_a_service_with_capitals" {
  command = plan
  variables {
    service  = "Cart"
    contract = merge(var.contract, { service = "Cart" })
  }
  expect_failures = [var.service]
}

run "refuses_an_environment_with_a_slash" {
  command = plan
  variables {
    environment = "test/eu"
  }
  expect_failures = [var.environment]
}

run "refuses_an_image_by_tag" {
  command = plan
  variables {
    image = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/grocery/cart:1.2.3"
  }
  expect_failures = [var.image]
}

run "refuses_half_a_digest" {
  command = plan
  variables {
    image = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/grocery/cart@sha256:0123456789abcdef"
  }
  expect_failures = [var.image]
}

run "refuses_a_processor_that_fargate_does_not_have" {
  command = plan
  variables {
    cpu = 300
  }
  expect_failures = [var.cpu]
}

run "refuses_memory_that_does_not_fit_the_processor" {
  command = plan
  variables {
    cpu    = 1024
    memory = 1024
  }
  expect_failures = [var.memory]
}

run "refuses_memory_that_the_collector_eats" {
  command = plan
  variables {
    memory    = 512
    collector = { memory = 300, config = "receivers: {}", image = "grocery/adot@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" }
  }
  expect_failures = [var.memory]
}

run "refuses_a_tmp_of_nothing" {
  command = plan
  variables {
    tmp_size = 0
  }
  expect_failures = [var.tmp_size]
}

run "refuses_another_architecture" {
  command = plan
  variables {
    architecture = "arm64"
  }
  expect_failures = [var.architecture]
}

run "refuses_a_variable_that_the_module_wires" {
  command = plan
  variables {
    environment_variables = { PLATFORM__Management__Port = "9999" }
  }
  expect_failures = [var.environment_variables]
}

run "refuses_a_password_in_a_variable" {
  command = plan
  variables {
    environment_variables = { ConnectionStrings__Carts = "Host=db;Username=cart;Password=hunter2" }
  }
  expect_failures = [var.environment_variables]
}

run "refuses_a_secret_that_is_no_arn" {
  command = plan
  variables {
    secrets = { Partner__ApiKey = "hunter2" }
  }
  expect_failures = [var.secrets]
}

run "refuses_a_variable_that_is_set_twice" {
  command = plan
  variables {
    environment_variables = { Partner__Url = "https://partner.example" }
    secrets               = { Partner__Url = "arn:aws:ssm:eu-west-1:123456789012:parameter/grocery/test/partner/url" }
  }
  expect_failures = [var.secrets]
}

run "refuses_a_secret_in_the_place_of_a_wired_variable" {
  command = plan
  variables {
    secrets = { Platform__Service__Name = "arn:aws:ssm:eu-west-1:123456789012:parameter/grocery/test/name" }
  }
  expect_failures = [var.secrets]
}

run "refuses_the_alias_of_a_key_for_secrets" {
  command = plan
  variables {
    secret_key_arns = ["arn:aws:kms:eu-west-1:123456789012:alias/grocery"]
  }
  expect_failures = [var.secret_key_arns]
}
