# No database answers the internet, and no copy of one is shared with everybody.
include "plan";

def private_fix: "set publicly_accessible = false and put it into subnets without a route to the internet";

def must_be_private:
  state(["publicly_accessible"]) as $state
  | if $state == "unknown" then undecided("publicly_accessible is not known before the apply"; private_fix)
    elif value(["publicly_accessible"]) == true then breach("publicly_accessible is true"; private_fix)
    else empty
    end;

def shared_with_all($argument):
  if value([$argument]) // [] | index("all") then breach("\($argument) has \"all\": every AWS account may restore it"; "name the accounts") else empty end;

def in_a_vpc:
  if (value(["vpc_options"]) // [] | length) == 0 and (is_unknown(["vpc_options"]) | not)
  then breach("it has no vpc_options, so that it answers the internet"; "give it subnets and security groups in vpc_options")
  else empty
  end;

def broker_access: ["broker_node_group_info", 0, "connectivity_info", 0, "public_access", 0, "type"];

resources
| if .type == "aws_db_instance" or .type == "aws_rds_cluster_instance" or .type == "aws_redshift_cluster"
    or .type == "aws_redshiftserverless_workgroup" or .type == "aws_dms_replication_instance" or .type == "aws_neptune_cluster_instance"
  then must_be_private
  elif .type == "aws_db_snapshot" or .type == "aws_db_cluster_snapshot" or .type == "aws_db_snapshot_copy" then shared_with_all("shared_accounts")
  elif .type == "aws_opensearch_domain" or .type == "aws_elasticsearch_domain" then in_a_vpc
  elif .type == "aws_msk_cluster" and (value(broker_access) // "DISABLED") != "DISABLED"
  then breach("\(at_name(broker_access)) is \(value(broker_access) | tojson)"; "set it to \"DISABLED\"")
  else empty
  end
