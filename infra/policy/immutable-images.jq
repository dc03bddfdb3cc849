# What was tested is what runs: an image is named by its digest, and a tag of a repository never moves.
include "plan";

def by_digest: test("@sha256:[0-9a-f]{64}$");

def digest_fix: "name the image by digest, …@sha256:<64 hex digits>";

def repository:
  value(["image_tag_mutability"]) as $mutability
  | if $mutability == "IMMUTABLE" then empty
    else breach("image_tag_mutability is \($mutability | tojson)"; "set it to \"IMMUTABLE\"")
    end;

def containers: value(["container_definitions"]) | try fromjson catch [] | .[]?;

def task_definition:
  if state(["container_definitions"]) == "unknown"
  then undecided("container_definitions are not known before the apply, and so are the images"; "check the plan again once what they refer to exists")
  else
    . as $task
    | containers
    | select((.image // "") | by_digest | not)
    | . as $container
    | $task
    | breach("image of container \"\($container.name)\" is \"\($container.image)\", which can change"; digest_fix)
  end;

def image_at($path; $of_aws):
  state($path) as $state
  | if $state == "unset" then empty
    elif $state == "unknown" then undecided("\(at_name($path)) is not known before the apply"; digest_fix)
    elif value($path) | by_digest or test($of_aws) then empty
    else breach("\(at_name($path)) is \"\(value($path))\", which can change"; digest_fix)
    end;

resources
| if .type == "aws_ecr_repository" then repository
  elif .type == "aws_ecs_task_definition" then task_definition
  elif .type == "aws_lambda_function" then image_at(["image_uri"]; "^$")
  # AWS patches the images that it makes for CodeBuild under their tag; it offers no digest of them.
  elif .type == "aws_codebuild_project" then image_at(["environment", 0, "image"]; "^aws/codebuild/")
  else empty
  end
