# shellcheck shell=bash
# The commands: group, name, arguments, what it does.

commands() {
  cat <<'TEXT'
The shop on this machine|start|[OPTION...]|opens it in the background, and waits until it is open
The shop on this machine|status||says which services are ready, and where
The shop on this machine|logs|[SERVICE...]|follows what the services log
The shop on this machine|stop|[--kill]|stops it; the services finish what they do
The shop on this machine|drill|[NAME] [--minutes N]|breaks something in a shop of its own, and prints what was measured
The shop on this machine|load|[OPTION...]|sends traffic to the shop, or to any URL, and measures it
The code|build|[PROJECT]|builds everything, or one project
The code|test|[SUITE]|tests everything, or the suites with this text in their name
The code|pack|[OPTION...]|packs the packages into artifacts/packages
The code|feed|--url URL [OPTION...]|makes a NuGet feed of them, of files alone
The code|publish|SOURCE [OPTION...]|publishes them to a NuGet source
The code|docs|[OPTION...]|makes the site of the documentation in artifacts/docs
The code|slo|COMMAND|makes rules, dashboards and thresholds from the objectives of the services
What runs where|versions|COMMAND|keeps infra/versions.yaml; its commands are also here
What runs where|history|SERVICE ENVIRONMENT|shows the images that a service had
What runs where|record|SERVICE ENVIRONMENT IMAGE|writes an image down that a build has brought
What runs where|promote|SERVICE FROM TO|takes an image over into the next environment
What runs where|pin|SERVICE ENVIRONMENT --reason TEXT|keeps an image in place
What runs where|unpin|SERVICE ENVIRONMENT|ends that
What runs where|revert|SERVICE ENVIRONMENT [--to N]|takes the image before back
The environments|setup-environment|ENVIRONMENT|makes an environment, or brings all of it in line with the code
The environments|plan|ENVIRONMENT|shows what an apply would change
The environments|deploy|SERVICE ENVIRONMENT [DIGEST]|brings the recorded image into service
The environments|deploy-all|ENVIRONMENT IMAGES|brings all images of a build into service
The environments|rollback|SERVICE ENVIRONMENT|gives a service its former task definition back, at once
The environments|flag|ENVIRONMENT FLAG on or off|switches a flag at once
The environments|health-check|ENVIRONMENT or URL...|says of every service whether it is ready
The environments|smoke|URL|walks through a shop as a visitor does
This command line|completion|bash or zsh|prints what completes these commands in a shell
TEXT
}

names() { commands | cut -d '|' -f 2; }
