# unknown: aws_ecs_task_definition.cart
resource "aws_cloudwatch_log_group" "cart" {
  name_prefix = "cart"
  kms_key_id  = "arn:aws:kms:eu-west-1:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"
}

# The name of the log group makes the whole text unknown, the image with it.
resource "aws_ecs_task_definition" "cart" {
  family = "cart"
  container_definitions = jsonencode([{
    name             = "cart", image = "grocery/cart:1.2.3", essential = true
    logConfiguration = { logDriver = "awslogs", options = { awslogs-group = aws_cloudwatch_log_group.cart.name } }
  }])
}
