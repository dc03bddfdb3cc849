output "pipeline_name" {
  description = "Name of the pipeline."
  value       = aws_codepipeline.this.name
}

output "pipeline_arn" {
  description = "ARN of the pipeline."
  value       = aws_codepipeline.this.arn
}

output "project_names" {
  description = "Names of the CodeBuild projects, by what they do: scan, test, build, sign, deploy-ENVIRONMENT, smoke-ENVIRONMENT, drift-ENVIRONMENT."
  value       = { for key, project in aws_codebuild_project.this : key => project.name }
}

output "project_role_arns" {
  description = "ARNs of the projects' roles: role_arn of an environment has to trust that of deploy-ENVIRONMENT, plan_role_arn that of drift-ENVIRONMENT."
  value       = { for key, role in aws_iam_role.project : key => role.arn }
}

output "artifact_bucket" {
  description = "Name of the bucket in which stages hand over what they made."
  value       = local.bucket
}

output "signing_key" {
  description = "The key that signs images, as Cosign takes it: SIGNING_KEY for infra/scripts/verify-image."
  value       = local.signing_key
}
