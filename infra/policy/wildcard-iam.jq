# No policy allows more than its writer meant: a wildcard needs a statement whose Sid begins with "Wildcard", beside which the code says why,
# and which is no way to all rights or all data.
include "plan";

def items: if . == null then [] elif type == "array" then map(select(type == "string")) elif type == "string" then [.] else [] end;

# The part of an ARN after the type of the resource: in "role/x" it is "x", in a bucket's ARN all.
def is_broad:
  if . == "*" then true
  elif startswith("arn:") | not then test("^\\*")
  else
    split(":") as $part
    | ($part[5:] | join(":")) as $resource
    | ($part[1:5] | any(test("\\*")))
      or ($resource | if $part[2] == "s3" then . else sub("^[A-Za-z-]+[/:]"; "") end | test("^\\*"))
  end;

def every_other_action: "every action but a few";
def every_other_resource: "every resource but a few";

def narrow_fix: "name what is meant; where AWS allows nothing narrower, begin the Sid with Wildcard and say why in a comment";
def both_fix: "name the actions or the resources: of iam, kms, s3, secretsmanager and sts a Sid that begins with Wildcard excuses the one or the other, not both";

# Both spellings of a statement, that of AWS and that of aws_iam_policy_document, become one.
def normalized:
  { sid: (.Sid // .sid // ""),
    effect: (.Effect // .effect // "Allow"),
    actions: ((.Action // .actions) | items),
    resources: ((.Resource // .resources) | items),
    principals: ((.Principal // .principals) |
      if type == "object" then [.[] | items[]]
      elif type == "array" then [.[] | .identifiers | items[]]
      else items
      end),
    inverted: [(if has("NotAction") or ((.not_actions // []) | length) > 0 then every_other_action else empty end),
      (if has("NotResource") or ((.not_resources // []) | length) > 0 then every_other_resource else empty end),
      (if has("NotPrincipal") or ((.not_principals // []) | length) > 0 then "everybody but a few" else empty end)] };

# In the policy of such a resource "*" is the resource itself.
def is_about_itself: test("^aws_(kms_|secretsmanager_secret|backup_vault_policy|codeartifact_|ecr_)");

# What only keeps others from using their rights gives none: the policy of an endpoint, and a boundary as long as nobody attaches it.
def is_fence:
  .type == "aws_vpc_endpoint"
  or (.type == "aws_iam_policy" and .name == "boundary"
    and ([.neighbours[] | select(.type | test("^aws_iam_.*attachment$")) | select(.expressions.policy_arn // {} | refers_to("aws_iam_policy.boundary"))] == []));

def wide_resources($kind): .resources[] | select(is_broad and (. == "*" and ($kind | is_about_itself) | not));

# Who may do everything with these for every resource may take all other rights, or all data.
def is_guarded: test("^(\\*|(iam|kms|s3|secretsmanager|sts):.*\\*)"; "i");

# A statement that is no exception may have nothing wide. An exception may have wide actions or wide resources of the guarded services, not both.
def excess($kind):
  select(.effect == "Allow")
  | if .sid | startswith("Wildcard") then
      select($kind != "fence")
      | { actions: [(.actions[] | select(is_guarded)), (.inverted[] | select(. == every_other_action))],
        resources: [wide_resources($kind), (.inverted[] | select(. == every_other_resource))] }
      | select(.actions != [] and .resources != [])
      | { found: (.actions + .resources), fix: both_fix }
    else
      [ (.actions[] | select(test("\\*"))),
        wide_resources($kind),
        (.principals[] | select(. == "*" or test(":\\*:|^\\*"))),
        .inverted[] ]
      | select(. != [])
      | { found: ., fix: narrow_fix }
    end;

def judge($statement; $kind):
  . as $resource
  | ($statement | normalized) as $read
  | $read | excess($kind) as $excess
  | $resource
  | breach("statement \(if $read.sid == "" then "without a Sid" else "\"\($read.sid)\"" end) allows \($excess.found | unique | map(tojson) | join(", "))"; $excess.fix);

def statements: .Statement | if type == "array" then .[] elif type == "object" then . else empty end;

def parsed: if type == "string" and startswith("{") then (try fromjson catch null) else null end | select(type == "object" and has("Statement"));

# Arguments that hold a policy, wherever they stand in the resource.
def policies: [.after | .. | parsed][];

def policy_arguments: ["policy", "assume_role_policy", "policy_document", "access_policy", "access_policies", "repository_policy"];

def unread:
  policy_arguments[] as $argument
  | select(state([$argument]) == "unknown")
  | select([.written.expressions[$argument] | references[] | select(test("^(data\\.aws_iam_policy_document\\.|each\\.|count\\.)") | not)] != [])
  | undecided("\($argument) is not known before the apply"; "write it as an aws_iam_policy_document, whose statements can be read before");

def whole_service: test("/(AdministratorAccess|PowerUserAccess|IAMFullAccess|[A-Za-z0-9]*FullAccess)$");

def attached:
  [(value(["policy_arn"]) | items[]), (value(["managed_policy_arns"]) | items[]), (value(["policy_arns"]) | items[])] | unique[] | select(whole_service);

def attachments:
  . as $resource
  | attached as $arn
  | $resource
  | breach("it has \($arn)"; "write a policy of what is needed");

# For whom a document is written can only be seen in what refers to it.
def kind_of_use:
  "data.\(.type).\(.name)" as $self
  | .neighbours as $neighbours
  | [$neighbours[] | select(.mode == "managed" and (.expressions // {} | refers_to($self))) | . + { neighbours: $neighbours }]
  | if . == [] then ""
    elif all(.type | is_about_itself) then .[0].type
    elif all(is_fence) then "fence"
    else ""
    end;

def document:
  . as $document
  | kind_of_use as $kind
  | (if is_unknown(["statement"]) then undecided("its statements are not known before the apply"; narrow_fix) else empty end),
    ((value(["statement"]) // [])[] as $statement | judge($statement; $kind)),
    (range(value(["statement"]) // [] | length) as $index
      | select(is_unknown(["statement", $index, "actions"]))
      | undecided("the actions of statement[\($index)] are not known before the apply"; narrow_fix)),
    ([value(["source_policy_documents"]), value(["override_policy_documents"])] | [.. | parsed | statements])[] as $statement
      | ($document | judge($statement; $kind));

(resources | . as $resource | (if is_fence then "fence" else .type end) as $kind
  | ([policies | statements][] as $statement | $resource | judge($statement; $kind)), unread, attachments),
(waiting_data | select(.type == "aws_iam_policy_document") | document)
