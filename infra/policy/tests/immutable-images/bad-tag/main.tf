# breach: aws_ecr_repository.cart
# breach: aws_ecs_task_definition.cart
# breach: aws_ecs_task_definition.cart
# breach: aws_codebuild_project.test
resource "aws_kms_key" "shop" {
  description         = "shop"
  enable_key_rotation = true
}

resource "aws_ecr_repository" "cart" {
  name                 = "grocery/cart"
  image_tag_mutability = "IMMUTABLE_WITH_EXCLUSION"
  image_tag_mutability_exclusion_filter {
    filter      = "latest*"
    filter_type = "WILDCARD"
  }
  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.shop.arn
  }
}

# A digest that is cut short is one more name that says nothing.
resource "aws_ecs_task_definition" "cart" {
  family = "cart"
  container_definitions = jsonencode([
    { name = "cart", image = "grocery/cart:1.2.3", essential = true },
    { name = "collector", image = "aws-otel-collector@sha256:abc", essential = false },
    { name = "good", image = "grocery/cart@sha256:${sha256("cart")}", essential = false },
  ])
}

resource "aws_codebuild_project" "test" {
  name           = "test"
  service_role   = "arn:aws:iam::123456789012:role/test"
  encryption_key = aws_kms_key.shop.arn
  artifacts { type = "NO_ARTIFACTS" }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "mcr.microsoft.com/dotnet/sdk:10.0"
    type         = "ARM_CONTAINER"
  }
  source {
    type      = "NO_SOURCE"
    buildspec = "version: 0.2"
  }
}
