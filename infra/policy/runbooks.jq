# Whoever is woken up is told where to read on: an alarm, or an event that goes to people, names its runbook; an alarm that tells nobody says so.
include "plan";

def names_runbook: test("Runbook: https://[^ ]+/[a-z0-9-]+\\.md\"?$");
def is_silent: endswith("Tells nobody by itself.");

def fix: "end it with \"Runbook: https://…/NAME.md\", a page of docs/operations/runbooks";

# Before its ARN is known, an action is what its expression refers to.
def actions_of($argument):
  if [.unknown[$argument] | .. | select(. == true)] != [] then .written.expressions[$argument] // {} | references[] | select(test("^(each|count)\\.") | not)
  else (value([$argument]) // [])[]
  end;

# A scaling policy is nobody; anything else could be a topic.
def people:
  [actions_of("alarm_actions", "ok_actions", "insufficient_data_actions") | select(test("^aws_appautoscaling_policy\\.|:scalingPolicy:") | not)];

def alarm:
  (value(["alarm_description"]) // "") as $text
  | if is_unknown(["alarm_description"]) then undecided("alarm_description is not known before the apply"; fix)
    elif ($text | names_runbook) then empty
    elif ($text | is_silent) then
      if people == [] then empty else breach("its description says that it tells nobody, but it has actions"; fix) end
    else breach("its description \($text | tojson) names no runbook"; fix + ", or, where it has no action but scaling, with \"Tells nobody by itself.\"")
    end;

# An event by itself is a page of JSON.
def event:
  select((.written.expressions.arn // {} | any(references[]; test("topic"))) or ((value(["arn"]) // "") | test(":sns:")))
  | (value(["input_transformer"]) // [])[0].input_template as $text
  | if is_unknown(["input_transformer", 0, "input_template"]) then undecided("input_template is not known before the apply"; fix)
    elif ($text // "" | names_runbook) then empty
    else breach("what it tells people names no runbook"; "give it an input_transformer whose input_template says what happened; " + fix)
    end;

resources
| if .type == "aws_cloudwatch_metric_alarm" or .type == "aws_cloudwatch_composite_alarm" then alarm
  elif .type == "aws_cloudwatch_event_target" then event
  else empty
  end
