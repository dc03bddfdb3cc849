locals {
  image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/grocery/cart@sha256:${sha256("cart")}"
}

resource "aws_kms_key" "shop" {
  description         = "shop"
  enable_key_rotation = true
}

resource "aws_ecr_repository" "cart" {
  name                 = "grocery/cart"
  image_tag_mutability = "IMMUTABLE"
  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.shop.arn
  }
}

resource "aws_ecs_task_definition" "cart" {
  family                = "cart"
  container_definitions = jsonencode([{ name = "cart", image = local.image, essential = true }])
}

resource "aws_codebuild_project" "test" {
  name           = "test"
  service_role   = "arn:aws:iam::123456789012:role/test"
  encryption_key = aws_kms_key.shop.arn
  artifacts { type = "NO_ARTIFACTS" }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/amazonlinux2-aarch64-standard:3.0"
    type         = "ARM_CONTAINER"
  }
  source {
    type      = "NO_SOURCE"
    buildspec = "version: 0.2"
  }
}
