# breach: aws_sns_topic.alarms
# breach: aws_sqs_queue.orders
# breach: aws_cloudwatch_log_group.cart
# breach: aws_secretsmanager_secret.cart
# breach: aws_secretsmanager_secret.copied
# breach: aws_secretsmanager_secret.copied
# breach: aws_ssm_parameter.cart
# breach: aws_cloudtrail.all
# breach: aws_kms_key.old
# breach: aws_codebuild_project.test
# breach: aws_lambda_function.rotate
# breach: aws_codepipeline.shop
resource "aws_kms_key" "old" {
  description = "never turned"
}

resource "aws_sns_topic" "alarms" {
  name              = "alarms"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_cloudwatch_log_group" "cart" {
  name = "cart"
}

resource "aws_secretsmanager_secret" "cart" {
  name = "cart"
}

resource "aws_secretsmanager_secret" "copied" {
  name       = "copied"
  kms_key_id = aws_kms_key.old.arn
  replica {
    region     = "eu-central-1"
    kms_key_id = aws_kms_key.old.arn
  }
  replica {
    region = "eu-north-1"
  }
}

resource "aws_ssm_parameter" "cart" {
  name  = "/grocery/dev/cart/ApiKey"
  type  = "SecureString"
  value = "none"
}

resource "aws_cloudtrail" "all" {
  name           = "all"
  s3_bucket_name = "trail-1"
}

resource "aws_codebuild_project" "test" {
  name         = "test"
  service_role = "arn:aws:iam::123456789012:role/test"
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

resource "aws_lambda_function" "rotate" {
  function_name = "rotate"
  role          = "arn:aws:iam::123456789012:role/rotate"
  image_uri     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/rotate@sha256:${sha256("rotate")}"
  package_type  = "Image"
  environment {
    variables = { NAME = "value" }
  }
}

resource "aws_codepipeline" "shop" {
  name     = "shop"
  role_arn = "arn:aws:iam::123456789012:role/pipeline"
  artifact_store {
    location = "artifacts-1"
    type     = "S3"
  }
  stage {
    name = "Source"
    action {
      name             = "Source"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeStarSourceConnection"
      version          = "1"
      output_artifacts = ["source"]
    }
  }
}
