# From the internet one reaches a public load balancer on 443, and 80 to be sent there, and nothing else.
include "plan";

# A half of the internet is the internet too.
def is_open:
  if test(":") then (split("/")[1] // "128" | tonumber) < 16 else (split("/")[1] // "32" | tonumber) < 8 end
  and (test("^10\\.|^fc|^fd") | not);

def fix: "allow the security group of the caller in place of a range of addresses; only a public load balancer is open, on tcp 443 and 80";

def allowed_port($from; $to; $protocol):
  $protocol == "tcp" and $from == $to and ($from == 443 or $from == 80);

def group_of($own):
  if $own then ["\(.type).\(.name)"]
  else [.written.expressions.security_group_id // {} | references[] | select(startswith("aws_security_group.")) | split(".")[:2] | join(".")] | unique
  end;

# A public application load balancer of the same module has the group.
def guards_a_balancer($balancers; $own):
  . as $rule
  | any(group_of($own)[] as $group
      | $balancers[]
      | select(.module == $rule.module and .after.internal != true and (.after.load_balancer_type // "application") == "application")
      | .written.expressions.security_groups // {} | refers_to($group); .);

def judge($cidrs; $from; $to; $protocol; $own; $balancers):
  ($cidrs | map(select(. != null and is_open))) as $open
  | if $open == [] then empty
    elif allowed_port($from; $to; $protocol) and guards_a_balancer($balancers; $own) then empty
    else breach("\($open | join(", ")) may reach \(if $protocol == "-1" then "every port" else "\($protocol) \($from)-\($to)" end)"; fix)
    end;

def rule_of_its_own($balancers):
  (["cidr_ipv4", "cidr_ipv6"][] as $argument
    | if state([$argument]) == "unknown" then undecided("\($argument) is not known before the apply"; fix) else empty end),
  judge([.after.cidr_ipv4, .after.cidr_ipv6]; .after.from_port; .after.to_port; .after.ip_protocol; false; $balancers);

def old_rule($balancers):
  select(.after.type == "ingress")
  | (if state(["cidr_blocks"]) == "unknown" then undecided("cidr_blocks are not known before the apply"; fix) else empty end),
    judge((.after.cidr_blocks // []) + (.after.ipv6_cidr_blocks // []); .after.from_port; .after.to_port; .after.protocol; false; $balancers);

def within_the_group($balancers):
  . as $group
  | (if state(["ingress"]) == "unknown" then undecided("ingress is not known before the apply"; fix) else empty end),
    (.after.ingress // [] | .[]) as $rule
  | $group
  | judge(($rule.cidr_blocks // []) + ($rule.ipv6_cidr_blocks // []); $rule.from_port; $rule.to_port; $rule.protocol; true; $balancers);

[resources | select(.type == "aws_lb" or .type == "aws_alb")] as $balancers
| resources
| if .type == "aws_vpc_security_group_ingress_rule" then rule_of_its_own($balancers)
  elif .type == "aws_security_group_rule" then old_rule($balancers)
  elif .type == "aws_security_group" or .type == "aws_default_security_group" then within_the_group($balancers)
  else empty
  end
