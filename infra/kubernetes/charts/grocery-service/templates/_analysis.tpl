{{- /*
What the new version is judged by, over its own pods alone. Below the least number of requests there is no verdict, and a canary
without one passes, unless nobody sees its pods at all; a Prometheus that does not answer five times in a row ends the rollout.
*/}}
{{- define "grocery-service.analysis" -}}
{{- $canary := .Values.deployment.canary }}
{{- $pods := printf `job="%s",rollouts_pod_template_hash="{{args.pod-template-hash}}"` .Chart.Name }}
{{- $requests := printf `sum(rate(http_server_request_duration_seconds_count{%s}[2m]))` $pods }}
{{- $enough := printf `> %v / 60` $canary.minimumRequestsPerMinute }}
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  {{- include "grocery-service.earlyMetadata" . | nindent 2 }}
spec:
  args:
    - name: pod-template-hash
  metrics:
    - name: seen
      initialDelay: 2m
      interval: 1m
      failureLimit: 1
      successCondition: result[0] >= 1
      provider:
        prometheus:
          address: {{ .Values.global.prometheus.address }}
          query: count(up{ {{- $pods -}} } == 1) or vector(0)
    - name: errors
      initialDelay: 2m
      interval: 1m
      failureLimit: 1
      successCondition: result[0] <= {{ divf $canary.errorPercent 100 }}
      provider:
        prometheus:
          address: {{ .Values.global.prometheus.address }}
          query: |
            (
              sum(rate(http_server_request_duration_seconds_count{ {{- $pods -}} ,http_response_status_code=~"5.."}[2m]))
              / ({{ $requests }} {{ $enough }})
            ) or vector(0)
    - name: p95
      initialDelay: 2m
      interval: 1m
      failureLimit: 1
      successCondition: result[0] <= {{ $canary.p95Seconds }}
      provider:
        prometheus:
          address: {{ .Values.global.prometheus.address }}
          query: |
            (
              histogram_quantile(0.95, sum by (le) (rate(http_server_request_duration_seconds_bucket{ {{- $pods -}} }[2m])))
              and on () {{ $requests }} {{ $enough }}
            ) or vector(0)
{{- end }}
