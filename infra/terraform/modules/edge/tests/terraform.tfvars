name            = "grocery-test"
tags            = { Team = "platform" }
vpc_id          = "vpc-0123456789abcdef0"
vpc_cidr        = "10.0.0.0/16"
subnet_ids      = ["subnet-0a", "subnet-0b", "subnet-0c"]
domain          = "shop.example"
certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
