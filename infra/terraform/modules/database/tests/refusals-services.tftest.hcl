provider "aws" {
  region = "eu-west-1"
}

variables {
  name                       = "grocery-dev"
  vpc_id                     = "vpc-1"
  subnet_ids                 = ["subnet-1", "subnet-2"]
  endpoint_security_group_id = "sg-endpoints"
  kms_key_arn                = "arn:aws:kms:eu-west-1:123456789012:key/data"
  alarm_topic_arn            = "arn:aws:sns:eu-west-1:123456789012:alarms"
  services                   = { cart = {} }
  roles_image                = "public.ecr.aws/docker/library/postgres@sha256:0000000000000000000000000000000000000000000000000000000000000001"
  cluster                    = { arn = "arn:aws:ecs:eu-west-1:123456789012:cluster/grocery-dev", name = "grocery-dev" }
}

run "refuses_no_service" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = {}
  }
}

run "refuses_a_service_with_a_hyphen" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = { "my-cart" = {} }
  }
}

run "refuses_a_service_called_postgres" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = { postgres = {} }
  }
}

run "refuses_a_service_that_is_anothers_owner" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = { cart = {}, cart_owner = {} }
  }
}

run "refuses_no_days_of_rotation" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = { cart = { rotation_days = 0 } }
  }
}

run "refuses_a_single_connection" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = { cart = { connections = 1 } }
  }
}

run "refuses_more_connections_than_there_are" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = { cart = { connections = 100 }, order = { connections = 100 } }
  }
}

run "refuses_an_image_by_tag" {
  command         = plan
  expect_failures = [var.roles_image]

  variables {
    roles_image = "public.ecr.aws/docker/library/postgres:17"
  }
}

run "refuses_an_unknown_architecture" {
  command         = plan
  expect_failures = [var.roles_architecture]

  variables {
    roles_architecture = "RISCV"
  }
}

run "refuses_a_version_of_credentials_below_1" {
  command         = plan
  expect_failures = [var.credentials_version]

  variables {
    credentials_version = 0
  }
}

run "refuses_three_days_to_recover" {
  command         = plan
  expect_failures = [var.secret_recovery_days]

  variables {
    secret_recovery_days = 3
  }
}
