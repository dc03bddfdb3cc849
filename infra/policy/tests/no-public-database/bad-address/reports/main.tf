resource "aws_rds_cluster_instance" "reports" {
  for_each            = toset(["eu"])
  cluster_identifier  = "reports-${each.key}"
  engine              = "aurora-postgresql"
  instance_class      = "db.r8g.large"
  publicly_accessible = true
}
