{{- /* How many there are is the business of the HorizontalPodAutoscaler. */}}
{{- define "grocery-service.pods" -}}
{{- $contract := include "grocery-service.contract" . | mustFromJson }}
{{ include "grocery-service.workload" . }}
metadata:
  {{- include "grocery-service.metadata" . | nindent 2 }}
spec:
  revisionHistoryLimit: 5
  # The start that the probes allow, and twice as long again for a node, the image and the migrations.
  progressDeadlineSeconds: {{ mul 3 $contract.startSeconds }}
  {{- if eq .Values.deployment.strategy "canary" }}
  progressDeadlineAbort: true
  {{- end }}
  selector:
    matchLabels:
      {{- include "grocery-service.selector" . | nindent 6 }}
  template:
    {{- include "grocery-service.podTemplate" . | nindent 4 }}
  strategy:
    {{- if eq .Values.deployment.strategy "canary" }}
    {{- include "grocery-service.canary" . | nindent 4 }}
    {{- else }}
    type: RollingUpdate
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }
    {{- end }}
{{- end }}

{{- define "grocery-service.canary" -}}
canary:
  maxSurge: 1
  maxUnavailable: 0
  # From the first step to the end; one that fails takes the version back.
  analysis:
    startingStep: 1
    templates:
      - templateName: {{ .Chart.Name }}
    args:
      - name: pod-template-hash
        valueFrom: { podTemplateHashValue: Latest }
  steps:
    {{- range .Values.deployment.canary.weights }}
    - setWeight: {{ . }}
    - pause: { duration: {{ $.Values.deployment.canary.pauseMinutes }}m }
    {{- end }}
{{- end }}
