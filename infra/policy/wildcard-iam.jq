# No policy allows more than its writer meant: a wildcard needs a statement whose Sid begins with "Wildcard", beside which the code says why.
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
    inverted: [(if has("NotAction") or ((.not_actions // []) | length) > 0 then "every action but a few" else empty end),
      (if has("NotResource") or ((.not_resources // []) | length) > 0 then "every resource but a few" else empty end),
      (if has("NotPrincipal") or ((.not_principals // []) | length) > 0 then "everybody but a few" else empty end)] };

# In the policy of such a resource "*" is the resource itself.
def is_about_itself: test("^aws_(kms_|secretsmanager_secret|backup_vault_policy|codeartifact_|ecr_)");

def excess($kind):
  select(.effect == "Allow" and (.sid | startswith("Wildcard") | not))
  | [ (.actions[] | select(test("\\*"))),
      (.resources[] | select(is_broad and (. == "*" and ($kind | is_about_itself) | not))),
      (.principals[] | select(. == "*" or test(":\\*:|^\\*"))),
      .inverted[] ]
  | select(. != []);

def narrow_fix: "name what is meant; where AWS allows nothing narrower, begin the Sid with Wildcard and say why in a comment";

def judge($statement; $kind):
  . as $resource
  | ($statement | normalized) as $read
  | $read | excess($kind) as $excess
  | $resource
  | breach("statement \(if $read.sid == "" then "without a Sid" else "\"\($read.sid)\"" end) allows \($excess | unique | map(tojson) | join(", "))"; narrow_fix);

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
def used_by: "data.\(.type).\(.name)" as $self | [.neighbours[] | select(.mode == "managed" and (.expressions // {} | refers_to($self))) | .type] | unique;

def document:
  . as $document
  | (used_by | if . != [] and all(is_about_itself) then .[0] else "" end) as $kind
  | (if is_unknown(["statement"]) then undecided("its statements are not known before the apply"; narrow_fix) else empty end),
    ((value(["statement"]) // [])[] as $statement | judge($statement; $kind)),
    (range(value(["statement"]) // [] | length) as $index
      | select(is_unknown(["statement", $index, "actions"]))
      | undecided("the actions of statement[\($index)] are not known before the apply"; narrow_fix)),
    ([value(["source_policy_documents"]), value(["override_policy_documents"])] | [.. | parsed | statements])[] as $statement
      | ($document | judge($statement; $kind));

(resources | . as $resource | .type as $kind
  | ([policies | statements][] as $statement | $resource | judge($statement; $kind)), unread, attachments),
(waiting_data | select(.type == "aws_iam_policy_document") | document)
