{{- /* The variables of the service: where it listens, and where its configuration, its peers and the collector are. */}}
{{- define "grocery-service.variables" -}}
{{- $contract := include "grocery-service.contract" . | mustFromJson }}
{{- $global := .Values.global }}
{{- $name := printf "%s-%s" $global.root $global.environment }}
{{- $variables := dict
  "ASPNETCORE_HTTP_PORTS" $contract.httpPort
  "AWS_REGION" $global.region
  "OTEL_EXPORTER_OTLP_ENDPOINT" (printf "http://%s.%s:4317" $global.collector.service $global.collector.namespace)
  "OTEL_EXPORTER_OTLP_PROTOCOL" "grpc"
  "OTEL_METRICS_EXPORTER" "prometheus"
  "Platform__Config__AppConfig__Application" $name
  "Platform__Config__AppConfig__Enabled" "true"
  "Platform__Config__AppConfig__Environment" $global.environment
  "Platform__Config__AppConfig__Profiles__0" "flags"
  "Platform__Config__ParameterStore__Enabled" "true"
  "Platform__Config__Root" $global.root
  "Platform__Service__Environment" $global.environment
  "Platform__Service__Name" .Chart.Name
  "Platform__Service__Version" (include "grocery-service.version" .)
}}
{{- if eq $contract.managementName "management" }}
{{- $_ := set $variables "Platform__Management__Port" $contract.managementPort }}
{{- end }}
{{- range .Values.asks }}
{{- $_ := set $variables (printf "Services__%s" .) (printf "http://%s:%s" . (include "grocery-service.portOf" (list $ .))) }}
{{- end }}
{{- with .Values.database }}
{{- $_ := set $variables "Database__Migrations" "Elsewhere" }}
{{- $_ := set $variables "Platform__Config__SecretsManager__Enabled" "true" }}
{{- $_ := set $variables (printf "Platform__Config__SecretsManager__Secrets__ConnectionStrings__%s" .) (printf "%s/%s/database" $name $.Chart.Name) }}
{{- end }}
{{- range $key, $value := .Values.environmentVariables }}
{{- if hasKey $variables $key }}
{{- fail (printf "%s: environmentVariables sets %s, which the chart sets from what it knows. Remove it." $.Chart.Name $key) }}
{{- end }}
{{- $_ := set $variables $key $value }}
{{- end }}
{{- toJson $variables }}
{{- end }}

{{- /* Those of the container that migrates: it logs in as the owner of the schema, and ends. */}}
{{- define "grocery-service.migrationVariables" -}}
{{- $variables := include "grocery-service.variables" . | mustFromJson }}
{{- range keys $variables }}
{{- if hasPrefix "Platform__Config__SecretsManager__" . }}
{{- $_ := unset $variables . }}
{{- end }}
{{- end }}
{{- $_ := set $variables "Database__Migrations" "Only" }}
{{- $_ := set $variables "Platform__Health__Drain__Window" "00:00:00" }}
{{- toJson $variables }}
{{- end }}

{{- /* Variables as a container has them. */}}
{{- define "grocery-service.env" -}}
{{- range $key := keys . | sortAlpha }}
- name: {{ $key }}
  value: {{ get $ $key | toString | quote }}
{{- end }}
{{- end }}
