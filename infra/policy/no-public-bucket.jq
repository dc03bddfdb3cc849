# Every bucket refuses public policies and access lists, whatever is written into them later.
include "plan";

def switches: ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

def has_a_block:
  if [neighbours_on("aws_s3_bucket_public_access_block"; "bucket")] == []
  then breach("no aws_s3_bucket_public_access_block beside it refers to it";
    "add one with \(switches | join(", ")) = true and bucket = \(.type).\(.name).id")
  else empty
  end;

resources
| if .type == "aws_s3_bucket" then has_a_block
  elif .type == "aws_s3_bucket_public_access_block" or .type == "aws_s3_account_public_access_block"
  then switches[] as $switch | require_true([$switch]; "set it to true")
  elif .type == "aws_s3_bucket_acl" and (value(["acl"]) // "" | startswith("public-"))
  then breach("acl is \(value(["acl"]) | tojson)"; "remove it: BucketOwnerEnforced needs no access list")
  else empty
  end
