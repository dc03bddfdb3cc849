{{- /* Everything of a service. */}}
{{- define "grocery-service.all" -}}
{{- $contract := include "grocery-service.contract" . | mustFromJson }}
{{- $parts := list "serviceAccount" "networkPolicy" "service" "pods" "autoscaler" "disruptionBudget" }}
{{- if .Values.database }}
{{- $parts = append $parts "migrationSecret" }}
{{- end }}
{{- if .Values.ingress.enabled }}
{{- $parts = append $parts "ingress" }}
{{- end }}
{{- if $contract.metrics }}
{{- $parts = append $parts "monitor" }}
{{- end }}
{{- if eq .Values.deployment.strategy "canary" }}
{{- if not $contract.metrics }}
{{- fail (printf "%s: deployment.strategy is canary, but the contract has no metrics to judge it by. Switch them on in the service, or set rolling." .Chart.Name) }}
{{- end }}
{{- $parts = append $parts "analysis" }}
{{- end }}
{{- range $parts }}
---
{{ include (printf "grocery-service.%s" .) $ | trim }}
{{- end }}
{{- end }}
