# Whoever finds a resource sees whose it is, and the bill can be split.
include "plan";

def wanted: ["Project", "Environment", "ManagedBy"];

def fix: "set it in default_tags of the provider";

# Neither the resource nor its provider has any.
def has_none($plan):
  state(["tags"]) == "unset"
  and ($plan.configuration.provider_config[.written.provider_config_key // ""].expressions // {} | has("default_tags") | not);

. as $plan
| resources
| select((.after | has("tags_all")) or (.unknown | has("tags_all")))
| if has_none($plan) then breach("it has no tags"; fix)
  elif is_unknown(["tags_all"]) then undecided("its tags are not known before the apply"; fix)
  else
    wanted[] as $tag
    | if is_unknown(["tags_all", $tag]) then undecided("tag \($tag) is not known before the apply"; fix)
      elif (value(["tags_all", $tag]) // "") == "" then breach("tag \($tag) is missing"; fix)
      else empty
      end
  end
