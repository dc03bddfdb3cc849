variables {
  account_id     = "123456789012"
  region         = "us-west-2"
  connection_arn = "arn:aws:codeconnections:us-west-2:123456789012:connection/00000000-0000-0000-0000-000000000000"
  repository     = "grocery/platform"
  environments = [
    { name = "dev", account_id = "123456789012", role_arn = "arn:aws:iam::123456789012:role/grocery-dev-deploy" },
    { name = "prod", account_id = "210987654321", role_arn = "arn:aws:iam::210987654321:role/grocery-prod-deploy", approval = true },
  ]
}

run "gives_every_image_a_place" {
  assert {
    condition     = keys(output.repository_urls) == ["aws-otel-collector", "cart", "order", "postgres", "product", "storefront", "summary"]
    error_message = "There are repositories for ${jsonencode(keys(output.repository_urls))}."
  }

  assert {
    condition     = length(output.project_role_arns) > 0 && endswith(output.project_role_arns["deploy-prod"], ":role/grocery-deploy-prod")
    error_message = "The role that deploys prod is ${output.project_role_arns["deploy-prod"]}; the root of the environments trusts grocery-deploy-prod."
  }
}

run "refuses_an_account_that_is_none" {
  command = plan
  variables { account_id = "delivery" }
  expect_failures = [var.account_id]
}

run "refuses_a_region_that_is_none" {
  command = plan
  variables { region = "Oregon" }
  expect_failures = [var.region]
}
