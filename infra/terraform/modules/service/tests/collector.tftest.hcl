provider "aws" {
  region = "eu-west-1"
}

run "a_collector_beside_it" {
  command = plan
  variables {
    collector = {
      image            = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/adot@sha256:fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
      config           = "receivers: {}"
      remote_write_arn = "arn:aws:aps:eu-west-1:123456789012:workspace/ws-1"
    }
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[1].name == "collector" && !jsondecode(aws_ecs_task_definition.this.container_definitions)[1].essential
    error_message = "a broken collector takes the service with it"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[1].readonlyRootFilesystem && jsondecode(aws_ecs_task_definition.this.container_definitions)[1].user != "0" && jsondecode(aws_ecs_task_definition.this.container_definitions)[1].linuxParameters.capabilities.drop == ["ALL"]
    error_message = "the collector may do more than the service"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].memory + jsondecode(aws_ecs_task_definition.this.container_definitions)[1].memory == 512
    error_message = "the containers together have another memory than the task"
  }

  assert {
    condition     = { for e in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment : e.name => e.value }["OTEL_EXPORTER_OTLP_ENDPOINT"] == "http://localhost:4317"
    error_message = "the service does not send to the collector"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].dependsOn == [{ containerName = "collector", condition = "START" }]
    error_message = "the collector is stopped before the service, and the last spans are lost"
  }
}
