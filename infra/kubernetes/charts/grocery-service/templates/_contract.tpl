{{- /*
The probe contract of the build, grocery-probes.json, with the ports as they are in this deployment:
{live, ready, startup, metrics, httpPort, managementPort, managementName, graceSeconds, startSeconds}
*/}}
{{- define "grocery-service.contract" -}}
{{- $text := .Files.Get "grocery-probes.json" }}
{{- if not $text }}
{{- fail (printf "%s: the chart has no grocery-probes.json. Link it: ln -s ../../../terraform/contracts/%s.json charts/%s/grocery-probes.json" .Chart.Name .Chart.Name .Chart.Name) }}
{{- end }}
{{- $contract := mustFromJson $text }}
{{- if ne (int $contract.version) 1 }}
{{- fail (printf "%s: grocery-probes.json has version %v; this chart reads version 1." .Chart.Name $contract.version) }}
{{- end }}
{{- if ne $contract.service .Chart.Name }}
{{- fail (printf "%s: grocery-probes.json is that of %s." .Chart.Name $contract.service) }}
{{- end }}
{{- range $name := list "live" "ready" "startup" }}
{{- if not (get $contract.probes $name) }}
{{- fail (printf "%s: the contract has no probe %q: it is switched off in the service. Switch it on; without it Kubernetes cannot tell whether a pod works." $.Chart.Name $name) }}
{{- end }}
{{- end }}
{{- if ne (len $contract.ports.http) 1 }}
{{- fail (printf "%s: the contract has %d ports for HTTP; this chart serves exactly one." .Chart.Name (len $contract.ports.http)) }}
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
