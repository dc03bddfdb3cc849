output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}

output "vpc_cidr" {
  description = "Its addresses."
  value       = aws_vpc.this.cidr_block
}

output "availability_zones" {
  description = "The zones that have subnets, in the order of the lists of subnets."
  value       = local.zones
}

output "public_subnet_ids" {
  description = "Subnets with a way in from the internet: for public load balancers alone."
  value       = [for zone in local.zones : aws_subnet.public[zone].id]
}

output "private_subnet_ids" {
  description = "Subnets of tasks and internal load balancers; their way out is the NAT gateway, if there is one."
  value       = [for zone in local.zones : aws_subnet.private[zone].id]
}

output "database_subnet_ids" {
  description = "Subnets without any route out."
  value       = [for zone in local.zones : aws_subnet.database[zone].id]
}

output "endpoint_security_group_id" {
  description = "Security group of the interface endpoints: the way out of a client leads here, on port 443."
  value       = aws_security_group.endpoints.id
}

output "s3_prefix_list_id" {
  description = "Addresses of S3 behind the gateway endpoint, for the way out of a client on port 443; the layers of images come from there."
  value       = aws_vpc_endpoint.s3.prefix_list_id
}

output "nat_public_ips" {
  description = "Addresses that the outside world sees, for its allow lists; empty without NAT."
  value       = [for zone in local.nat_zones : aws_eip.nat[zone].public_ip]
}

output "flow_log_group_name" {
  description = "Log group of the flow log."
  value       = aws_cloudwatch_log_group.flow.name
}
