# breach: aws_db_snapshot.shared
# breach: aws_opensearch_domain.search
resource "aws_db_snapshot" "shared" {
  db_instance_identifier = "shop"
  db_snapshot_identifier = "shop-1"
  shared_accounts        = ["all"]
}

resource "aws_opensearch_domain" "search" {
  domain_name = "shop"
}
