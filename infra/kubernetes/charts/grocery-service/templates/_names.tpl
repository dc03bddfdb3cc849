{{- define "grocery-service.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "grocery-service.labels" -}}
{{ include "grocery-service.selector" . }}
app.kubernetes.io/version: {{ include "grocery-service.version" . | quote }}
app.kubernetes.io/part-of: grocery
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- /* Labels of the pod: who it calls, so that those let it in. */}}
{{- define "grocery-service.podLabels" -}}
{{ include "grocery-service.labels" . }}
{{- range .Values.asks }}
asks.grocery.example/{{ . }}: "true"
{{- end }}
{{- end }}

{{- /* The first digits of the digest, as the services deployed to ECS call themselves too. */}}
{{- define "grocery-service.version" -}}
{{ .Values.image.digest | trimPrefix "sha256:" | trunc 12 }}
{{- end }}

{{- define "grocery-service.metadata" -}}
name: {{ .Chart.Name }}
labels:
  {{- include "grocery-service.labels" . | nindent 2 }}
{{- end }}

{{- /* What pods need to be there before they start. */}}
{{- define "grocery-service.earlyMetadata" -}}
{{ include "grocery-service.metadata" . }}
annotations:
  argocd.argoproj.io/sync-wave: "-1"
{{- end }}

{{- define "grocery-service.workload" -}}
{{- if eq .Values.deployment.strategy "canary" -}}
apiVersion: argoproj.io/v1alpha1
kind: Rollout
{{- else -}}
apiVersion: apps/v1
kind: Deployment
{{- end }}
{{- end }}
