# The service has no database.
locals {
  database = {
    environment_variables = {}
    secret_arns           = []
    kms_key_arns          = []
    peers                 = {}
  }
}
