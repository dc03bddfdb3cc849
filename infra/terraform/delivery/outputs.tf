output "repository_urls" {
  description = "Where the image of each service is pushed; with @sha256:… it goes into infra/versions.yaml, by eng/grocery record."
  value       = module.registry.repository_urls
}

output "recovery_repository_urls" {
  description = "Where the copies of the images are, in the recovery region."
  value       = module.registry.recovery_repository_urls
}

output "packages" {
  description = "The feed of the packages, for nuget.config."
  value       = module.registry.code_artifact_endpoint
}

output "project_role_arns" {
  description = "Whom the roles of the environments have to trust: role_arn that of deploy-<environment>, plan_role_arn that of drift-<environment>."
  value       = module.pipeline.project_role_arns
}

output "signing_key" {
  description = "The key that signs images: SIGNING_KEY for infra/scripts/verify-image, and for whoever else holds images to it."
  value       = module.pipeline.signing_key
}
