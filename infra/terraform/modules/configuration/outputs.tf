output "kms_key_arn" {
  description = "Key of the parameters, secrets and flags; a task role needs kms:Decrypt on it."
  value       = aws_kms_key.this.arn
}

output "kms_alias" {
  description = "Alias of the key, for put-parameter --key-id."
  value       = aws_kms_alias.this.name
}

output "parameter_paths" {
  description = "By service, the paths that it reads: the shared one and its own."
  value       = { for service in keys(var.services) : service => ["${local.path}/shared", "${local.path}/${service}"] }
}

output "app_config" {
  description = "By service, the profiles that its role may read; empty without flags."
  value = { for service in keys(var.services) : service => [for key in keys(local.flags) : {
    application_id = aws_appconfig_application.this[key].id
    environment_id = aws_appconfig_environment.this[key].environment_id
    profile_id     = aws_appconfig_configuration_profile.this[key].configuration_profile_id
  }] }
}

output "application_name" {
  description = "Platform:Config:AppConfig:Application of the services; null without flags."
  value       = var.flags == null ? null : aws_appconfig_application.this["this"].name
}

output "flags_profile_name" {
  description = "Name for Platform:Config:AppConfig:FlagProfiles (format feature_flags) or :Profiles (freeform); null without flags."
  value       = var.flags == null ? null : aws_appconfig_configuration_profile.this["this"].name
}

output "environment_variables" {
  description = "What every service needs in its environment to find all of this."
  value = merge(
    {
      Platform__Config__Root                              = var.root
      Platform__Config__ParameterStore__Enabled           = "true"
      Platform__Config__SecretsManager__Enabled           = "true"
      Platform__Config__SecretsManager__Secrets__Identity = aws_secretsmanager_secret.identity.arn
    },
    var.flags == null ? {} : {
      Platform__Config__AppConfig__Enabled     = "true"
      Platform__Config__AppConfig__Application = aws_appconfig_application.this["this"].name
      Platform__Config__AppConfig__Environment = aws_appconfig_environment.this["this"].name
    },
    try(var.flags.format, "") == "feature_flags" ? { Platform__Config__AppConfig__FlagProfiles__0 = "flags" } : {},
    try(var.flags.format, "") == "freeform" ? { Platform__Config__AppConfig__Profiles__0 = "flags" } : {},
  )

  # A service that finds no flags does not start.
  depends_on = [time_sleep.first]
}

output "identity_secret_arn" {
  description = "Secret for Platform:Config:SecretsManager:Secrets:Identity of the services."
  value       = aws_secretsmanager_secret.identity.arn
}

output "secure_parameter_names" {
  description = "Parameters whose value an operator has to set before the services start."
  value       = sort(tolist(local.secure_parameters))
}
