# The service of every test: the cart of the sample shop, with the contract that its build writes.
name        = "grocery-test"
service     = "cart"
environment = "test"
tags        = { Team = "cart" }
image       = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/grocery/cart@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
contract = {
  version = 1
  service = "cart"
  ports   = { http = [8080], https = [], management = null }
  probes = {
    live    = { path = "/health/live", port = 8080, scheme = "http", periodSeconds = 10, timeoutSeconds = 2, failureThreshold = 3 }
    ready   = { path = "/health/ready", port = 8080, scheme = "http", periodSeconds = 2, timeoutSeconds = 1, failureThreshold = 2 }
    startup = { path = "/health/startup", port = 8080, scheme = "http", periodSeconds = 2, timeoutSeconds = 1, failureThreshold = 60 }
  }
  metrics = { path = "/metrics", port = 8080, scheme = "http" }
  drain   = { windowSeconds = 5 }
  stop    = { budgetSeconds = 25, timeoutSeconds = 30 }
}
cluster    = { arn = "arn:aws:ecs:eu-west-1:123456789012:cluster/grocery-test", name = "grocery-test" }
vpc_id     = "vpc-0123456789abcdef0"
subnet_ids = ["subnet-0a", "subnet-0b", "subnet-0c"]
route = {
  listener_arn             = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/grocery-test-int/0123456789abcdef/0123456789abcdef"
  test_listener_arn        = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/grocery-test-int/0123456789abcdef/fedcba9876543210"
  load_balancer_arn_suffix = "app/grocery-test-int/0123456789abcdef"
  security_group_id        = "sg-0123456789abcdef0"
  priority                 = 20
  host_headers             = ["cart.internal.example"]
}
egress = {
  endpoint_security_group_id = "sg-0e0e0e0e0e0e0e0e0"
  s3_prefix_list_id          = "pl-6da54004"
  peers                      = { database = { security_group_id = "sg-0d0d0d0d0d0d0d0d0", port = 5432 } }
}
log_group_name = "/grocery/test/cart"
log_group_arn  = "arn:aws:logs:eu-west-1:123456789012:log-group:/grocery/test/cart"
