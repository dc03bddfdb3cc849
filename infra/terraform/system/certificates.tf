# One certificate for the shop and for its services: the names of the latter are answered in the VPC only, but a public certificate needs no authority of our own.
resource "aws_acm_certificate" "shop" {
  domain_name               = var.domain
  subject_alternative_names = ["*.${local.internal_domain}"]
  validation_method         = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

# The same for every certificate of these names in the account, so that a recovery finds them.
resource "aws_route53_record" "validation" {
  for_each = local.recovering ? {} : {
    for option in aws_acm_certificate.shop.domain_validation_options : option.domain_name => {
      name   = option.resource_record_name
      type   = option.resource_record_type
      record = option.resource_record_value
    }
  }

  zone_id         = var.zone_id
  name            = each.value.name
  type            = each.value.type
  records         = [each.value.record]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "shop" {
  certificate_arn         = aws_acm_certificate.shop.arn
  validation_record_fqdns = local.recovering ? null : [for record in aws_route53_record.validation : record.fqdn]
}

resource "aws_route53_zone" "internal" {
  name          = local.internal_domain
  comment       = "The services of the shop, as they call each other."
  force_destroy = !var.protect

  vpc {
    vpc_id = module.network.vpc_id
  }
}
