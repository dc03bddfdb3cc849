output "repository_urls" {
  description = "Address of the repository of each service, without tag or digest."
  value       = { for service in var.repositories : service => aws_ecr_repository.this[service].repository_url }
}

output "recovery_repository_urls" {
  description = "Address of the copies of each service in the recovery region; none without one."
  value       = { for service in var.repositories : service => aws_ecr_repository.this["recovery/${service}"].repository_url if local.copied }
}

output "repository_arns" {
  description = "ARN of the repository of each service."
  value       = { for service in var.repositories : service => aws_ecr_repository.this[service].arn }
}

output "code_artifact_domain" {
  description = "Name of the domain of the feed; null without one."
  value       = one([for domain in aws_codeartifact_domain.this : domain.domain])
}

output "code_artifact_domain_arn" {
  description = "ARN of the domain of the feed; null without one."
  value       = one([for domain in aws_codeartifact_domain.this : domain.arn])
}

output "code_artifact_repository_arn" {
  description = "ARN of the feed's repository that packages are published to; null without one."
  value       = one([for repository in aws_codeartifact_repository.packages : repository.arn])
}

output "code_artifact_endpoint" {
  description = "Address of the feed for nuget.config; null without one."
  value       = one([for endpoint in data.aws_codeartifact_repository_endpoint.nuget : "${endpoint.repository_endpoint}v3/index.json"])
}
