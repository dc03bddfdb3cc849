# What every policy needs of `terraform show -json`: the resources that will exist, which of their values are known,
# and the expressions that they were written with.

# "module.a[\"x\"].module.b[0]" is ["a", "b"].
def module_names:
  if . == null then []
  else gsub("\\[(\"(\\\\.|[^\"\\\\])*\"|[0-9]+)\\]"; "") | split(".") | [.[range(1; length; 2)]]
  end;

def configuration_of($address):
  reduce ($address | module_names[]) as $name (.configuration.root_module; .module_calls[$name].module);

def described($plan):
  . as $change
  | ($plan | configuration_of($change.module_address)) as $within
  | { address, type, name,
      module: (.module_address // ""),
      after: .change.after,
      unknown: .change.after_unknown,
      written: ([$within.resources[]? | select(.mode == $change.mode and .type == $change.type and .name == $change.name)][0] // {}),
      neighbours: [$within.resources[]?] };

def resources: . as $plan | .resource_changes[]? | select(.mode == "managed" and .change.after != null) | described($plan);

# Data sources that wait for the apply; those that could be read stand in the resources as values.
def waiting_data: . as $plan | .resource_changes[]? | select(.mode == "data" and .change.after != null) | described($plan);

def value($path): .after | try getpath($path) catch null;

# A block or a list may be unknown as a whole.
def is_unknown($path):
  .unknown as $unknown
  | any(range(1; ($path | length) + 1); . as $depth | ($unknown | try getpath($path[:$depth]) catch null) == true);

def at_name($path): $path | map(if type == "number" then "[\(.)]" else ".\(.)" end) | join("") | ltrimstr(".");

# What AWS will choose is unknown too, but nobody wrote it. A dynamic block leaves no trace in the expressions; of several
# blocks it cannot be told which is which, so that all have to have the argument.
def is_written($path):
  .written.expressions // {}
  | if ($path | length) == 1 then has($path[0])
    else (has($path[0]) | not) or (.[$path[0]] | if type == "array" then . else [.] end | all(any(.. | objects; has($path | map(strings)[-1]))))
    end;

def state($path):
  if is_unknown($path) then (if is_written($path) then "unknown" else "unset" end)
  elif value($path) == null then "unset"
  else "known"
  end;

def references: [.. | objects | .references? // empty | .[]] | unique;

# Whether the part of the configuration that is the input refers to the resource TYPE.NAME.
def refers_to($resource): any(references[]; . == $resource or startswith($resource + ".") or startswith($resource + "["));

# The neighbours of this type whose argument, or the set that they are made for, refers to this resource.
def neighbours_on($type; $argument):
  "\(.type).\(.name)" as $self
  | .neighbours[]
  | select(.mode == "managed" and .type == $type)
  | select(((.expressions // {})[$argument] // {} | refers_to($self)) or (.for_each_expression // {} | refers_to($self)));

def breach($what; $fix): { level: "breach", address, what: $what, fix: $fix };

def undecided($what; $fix): { level: "unknown", address, what: $what, fix: $fix };

# The value has to be true.
def require_true($path; $fix):
  state($path) as $state
  | if $state == "unknown" then undecided("\(at_name($path)) is not known before the apply"; $fix)
    elif value($path) == true then empty
    else breach("\(at_name($path)) is \(value($path) | tojson)"; $fix)
    end;
