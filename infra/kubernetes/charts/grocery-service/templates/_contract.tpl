{{- /* The probe contract of a service's build; the chart has those of all services. Takes the context and the name. */}}
{{- define "grocery-service.build" -}}
{{- $context := index . 0 }}
{{- $name := index . 1 }}
{{- $text := $context.Files.Get (printf "contracts/%s.json" $name) }}
{{- if not $text }}
{{- fail (printf "%s: there is no contract of %s. The build of %s writes it, and infra/test.sh contracts takes it over into infra/terraform/contracts." $context.Chart.Name $name $name) }}
{{- end }}
{{- $contract := mustFromJson $text }}
{{- if ne (int $contract.version) 1 }}
{{- fail (printf "%s: the contract of %s has version %v; this chart reads version 1." $context.Chart.Name $name $contract.version) }}
{{- end }}
{{- if ne $contract.service $name }}
{{- fail (printf "%s: contracts/%s.json is that of %s." $context.Chart.Name $name $contract.service) }}
{{- end }}
{{- if ne (len $contract.ports.http) 1 }}
{{- fail (printf "%s: the contract of %s has %d ports for HTTP; this chart serves exactly one." $context.Chart.Name $name (len $contract.ports.http)) }}
{{- end }}
{{- toJson $contract }}
{{- end }}

{{- /* The port for requests of a service. Takes the context and the name. */}}
{{- define "grocery-service.portOf" -}}
{{- index (include "grocery-service.build" . | mustFromJson).ports.http 0 }}
{{- end }}

{{- /*
The contract of this service, with the ports as they are in this deployment:
{live, ready, startup, metrics, httpPort, managementPort, managementName, graceSeconds, startSeconds}
*/}}
{{- define "grocery-service.contract" -}}
{{- $contract := include "grocery-service.build" (list . .Chart.Name) | mustFromJson }}
{{- range $name := list "live" "ready" "startup" }}
{{- if not (get $contract.probes $name) }}
{{- fail (printf "%s: the contract has no probe %q: it is switched off in the service. Switch it on; without it Kubernetes cannot tell whether a pod works." $.Chart.Name $name) }}
{{- end }}
{{- end }}
{{- $http := index $contract.ports.http 0 }}
{{- $management := .Values.managementPort | default $contract.ports.management | default $contract.probes.ready.port }}
{{- $name := ternary "http" "management" (eq (int $management) (int $http)) }}
{{- dict
  "live" (set $contract.probes.live "port" $name)
  "ready" (set $contract.probes.ready "port" $name)
  "startup" (set $contract.probes.startup "port" $name)
  "metrics" $contract.metrics
  "httpPort" $http
  "managementPort" $management
  "managementName" $name
  "startSeconds" (mul $contract.probes.startup.periodSeconds $contract.probes.startup.failureThreshold)
  "graceSeconds" (add .Values.stopDelaySeconds $contract.stop.timeoutSeconds)
  | toJson }}
{{- end }}

{{- /* A probe as Kubernetes writes it. */}}
{{- define "grocery-service.probe" -}}
httpGet:
  path: {{ .path }}
  port: {{ .port }}
  scheme: {{ upper .scheme }}
periodSeconds: {{ .periodSeconds }}
timeoutSeconds: {{ .timeoutSeconds }}
failureThreshold: {{ .failureThreshold }}
{{- end }}
