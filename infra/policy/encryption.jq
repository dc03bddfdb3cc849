# What is stored is encrypted by a key of this system, which its owner can turn off, and what is sent is sent by TLS.
include "plan";

# Top-level arguments that name the key. A type that has one and leaves it out is encrypted by AWS's own key, or not at all.
def key_arguments:
  ["kms_key_id", "kms_key_arn", "kms_master_key_id", "kms_key", "kms_key_identifier", "encryption_key", "encryption_key_arn"];

def key_fix: "give it the ARN of the system's KMS key";

def require_key($path):
  if state($path) == "unset" then breach("\(at_name($path)) is not set: AWS's own key encrypts it, or none"; key_fix)
  elif value($path) // "" | tostring | test("(^|:)alias/aws/") then breach("\(at_name($path)) is \"\(value($path))\", the key of AWS"; key_fix)
  else empty
  end;

# A copy, a snapshot or a member of a cluster has the encryption of what it belongs to, an object that of its bucket,
# and a function has something to encrypt only when it has variables.
def takes_no_key:
  (.type == "aws_db_instance" and state(["replicate_source_db"]) != "unset")
  or (.type == "aws_lambda_function" and state(["environment", 0]) == "unset")
  or (.type | test("_(snapshot|snapshot_copy|cluster_instance|backup|deployment)$|^aws_(s3_.*|ami_copy|opensearchserverless_collection)$"));

def has_its_keys:
  select(takes_no_key | not)
  | key_arguments[] as $argument
  | select((.after | has($argument)) or (.unknown | has($argument)))
  | require_key([$argument]);

# Type: arguments that have to be true.
def switches: {
  aws_db_instance: ["storage_encrypted"],
  aws_docdb_cluster: ["storage_encrypted"],
  aws_ebs_volume: ["encrypted"],
  aws_efs_file_system: ["encrypted"],
  aws_elasticache_replication_group: ["at_rest_encryption_enabled", "transit_encryption_enabled"],
  aws_neptune_cluster: ["storage_encrypted"],
  aws_rds_cluster: ["storage_encrypted"],
  aws_redshift_cluster: ["encrypted"]
};

def is_turned_on:
  select(takes_no_key | not)
  | (switches[.type] // [])[] as $argument
  | require_true([$argument]; "set it to true");

# Every block of this name has the argument set to true.
def disks($block; $path):
  range(value([$block]) // [] | length) as $index
  | require_true([$block, $index] + $path; "set it to true");

def database:
  if value(["manage_master_user_password"]) == true then require_key(["master_user_secret_kms_key_id"]) else empty end,
  if value(["performance_insights_enabled"]) == true then require_key(["performance_insights_kms_key_id"]) else empty end;

def repository:
  if value(["encryption_configuration", 0, "encryption_type"]) // "AES256" | startswith("KMS") then require_key(["encryption_configuration", 0, "kms_key"])
  else breach("encryption_configuration has no key"; "set encryption_type = \"KMS\" and kms_key")
  end;

def parameter:
  if value(["type"]) == "SecureString" then require_key(["key_id"]) else empty end;

def table:
  if value(["server_side_encryption", 0, "enabled"]) == true then require_key(["server_side_encryption", 0, "kms_key_arn"])
  else breach("server_side_encryption is not enabled"; "enable it and set kms_key_arn")
  end;

def stream:
  if value(["encryption_type"]) == "KMS" then empty else breach("encryption_type is \(value(["encryption_type"]) | tojson)"; "set it to \"KMS\"") end;

def pipeline:
  range(value(["artifact_store"]) // [] | length) as $index
  | if (value(["artifact_store", $index, "encryption_key"]) // [] | length) > 0 then empty
    else breach("artifact_store[\($index)].encryption_key is not set: AWS's own key encrypts it"; key_fix)
    end;

def replicas:
  range(value(["replica"]) // [] | length) as $index
  | if state(["replica", $index, "kms_key_id"]) != "unset" then empty
    else breach("replica[\($index)].kms_key_id is not set: AWS's own key encrypts it"; "give it a key of that region")
    end;

# A bucket that load balancers or S3 itself write their logs into cannot have a key of its owner: they refuse to write.
def takes_logs_of_aws:
  "\(.type).\(.name)" as $self
  | any(.neighbours[]; (.type == "aws_lb" or .type == "aws_alb") and (.expressions.access_logs // {} | refers_to($self))
      or .type == "aws_s3_bucket_logging" and (.expressions.target_bucket // {} | refers_to($self)));

def bucket:
  if [neighbours_on("aws_s3_bucket_server_side_encryption_configuration"; "bucket")] == []
  then breach("no aws_s3_bucket_server_side_encryption_configuration beside it refers to it"; "add one with bucket = \(.type).\(.name).id and the system's KMS key")
  else empty
  end;

def bucket_encryption($log_buckets):
  . as $encryption
  | range(value(["rule"]) // [] | length) as $index
  | ["rule", $index, "apply_server_side_encryption_by_default", 0] as $default
  | value($default + ["sse_algorithm"]) as $algorithm
  | if $algorithm == null then undecided("its algorithm is not known before the apply"; "set sse_algorithm = \"aws:kms\"")
    elif $algorithm | startswith("aws:kms") then require_key($default + ["kms_master_key_id"])
    elif any($log_buckets[]; .module == $encryption.module and (. as $bucket | $encryption.written.expressions.bucket // {} | refers_to($bucket.self))) then empty
    else breach("sse_algorithm is \"\($algorithm)\": AWS's own key encrypts the bucket"; "set it to \"aws:kms\" with the system's KMS key; only a bucket for the logs of load balancers or of S3 cannot have one")
    end;

def key:
  if (value(["key_usage"]) // "ENCRYPT_DECRYPT") != "ENCRYPT_DECRYPT" or (value(["customer_master_key_spec"]) // "SYMMETRIC_DEFAULT") != "SYMMETRIC_DEFAULT" then empty
  else require_true(["enable_key_rotation"]; "set it to true")
  end;

def listener:
  value(["protocol"]) as $protocol
  | if $protocol == "HTTP" and value(["default_action", 0, "type"]) == "redirect" then empty
    elif $protocol == "HTTP" then breach("it answers plain HTTP"; "use HTTPS, or redirect to it")
    elif $protocol == "HTTPS" and (value(["ssl_policy"]) // "" | test("TLS13") | not)
    then breach("ssl_policy is \(value(["ssl_policy"]) | tojson)"; "name a policy with TLS 1.3, such as ELBSecurityPolicy-TLS13-1-2-2021-06")
    else empty
    end;

def parameters:
  select(value(["family"]) // "" | startswith("postgres"))
  | if any(value(["parameter"])[]?; .name == "rds.force_ssl" and .value == "1") then empty
    else breach("rds.force_ssl is not 1: the database accepts connections without TLS"; "set the parameter to \"1\"")
    end;

# Which of them is asked depends on the type alone.
def special($log_buckets):
  if .type == "aws_db_instance" then database
  elif .type == "aws_ecr_repository" then repository
  elif .type == "aws_ssm_parameter" then parameter
  elif .type == "aws_dynamodb_table" then table
  elif .type == "aws_kinesis_stream" then stream
  elif .type == "aws_codepipeline" then pipeline
  elif .type == "aws_secretsmanager_secret" then replicas
  elif .type == "aws_s3_bucket" then bucket
  elif .type == "aws_s3_bucket_server_side_encryption_configuration" then bucket_encryption($log_buckets)
  elif .type == "aws_kms_key" then key
  elif .type == "aws_lb_listener" or .type == "aws_alb_listener" then listener
  elif .type == "aws_db_parameter_group" then parameters
  elif .type == "aws_instance" then disks("root_block_device"; ["encrypted"]), disks("ebs_block_device"; ["encrypted"])
  elif .type == "aws_launch_template" then disks("block_device_mappings"; ["ebs", 0, "encrypted"])
  else empty
  end;

[resources | select(.type == "aws_s3_bucket" and takes_logs_of_aws) | { module: .module, self: "\(.type).\(.name)" }] as $log_buckets
| resources
| has_its_keys, is_turned_on, special($log_buckets)
