{{- define "grocery-service.autoscaler" -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "grocery-service.metadata" . | nindent 2 }}
spec:
  scaleTargetRef:
    {{- include "grocery-service.workload" . | nindent 4 }}
    name: {{ .Chart.Name }}
  {{- if gt (int .Values.scaling.min) (int .Values.scaling.max) }}
  {{- fail (printf "%s: scaling has min %v and max %v; min must not be more than max." .Chart.Name .Values.scaling.min .Values.scaling.max) }}
  {{- end }}
  minReplicas: {{ .Values.scaling.min }}
  maxReplicas: {{ .Values.scaling.max }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: { type: Utilization, averageUtilization: {{ .Values.scaling.cpuPercent }} }
  behavior:
    # Quickly up, by half at the least; slowly down.
    scaleUp:
      stabilizationWindowSeconds: 0
      selectPolicy: Max
      policies:
        - { type: Percent, value: 50, periodSeconds: 60 }
        - { type: Pods, value: 2, periodSeconds: 60 }
    scaleDown:
      stabilizationWindowSeconds: 300
      policies:
        - { type: Pods, value: 1, periodSeconds: 60 }
{{- end }}

{{- /* A drained node takes one pod at a time; pods that are not ready do not hold it up. */}}
{{- define "grocery-service.disruptionBudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "grocery-service.metadata" . | nindent 2 }}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "grocery-service.selector" . | nindent 6 }}
{{- end }}
