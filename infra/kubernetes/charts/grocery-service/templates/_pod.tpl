{{- define "grocery-service.podTemplate" -}}
{{- $contract := include "grocery-service.contract" . | mustFromJson }}
metadata:
  labels:
    {{- include "grocery-service.podLabels" . | nindent 4 }}
spec:
  serviceAccountName: {{ .Chart.Name }}
  # The token of the AWS role comes by the webhook of EKS; the service never calls Kubernetes.
  automountServiceAccountToken: false
  # Kubernetes would set CART_PORT and the like, which a service could take for its configuration.
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ $contract.graceSeconds }}
  securityContext:
    runAsNonRoot: true
    # The user app of .NET's chiseled images.
    runAsUser: 1654
    runAsGroup: 1654
    fsGroup: 1654
    seccompProfile: { type: RuntimeDefault }
  topologySpreadConstraints:
    {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
    - maxSkew: 1
      topologyKey: {{ . }}
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "grocery-service.selector" $ | nindent 10 }}
    {{- end }}
  {{- if .Values.database }}
  initContainers:
    # As the owner of the schema; the service itself can but read and write rows.
    - name: migration
      {{- include "grocery-service.container" . | nindent 6 }}
      env:
        {{- include "grocery-service.env" (include "grocery-service.migrationVariables" . | mustFromJson) | trim | nindent 8 }}
      envFrom:
        - secretRef: { name: identity }
        - secretRef: { name: {{ .Chart.Name }}-migration }
  {{- end }}
  containers:
    - name: {{ .Chart.Name }}
      {{- include "grocery-service.container" . | nindent 6 }}
      ports:
        - { name: http, containerPort: {{ $contract.httpPort }}, protocol: TCP }
        {{- if eq $contract.managementName "management" }}
        - { name: management, containerPort: {{ $contract.managementPort }}, protocol: TCP }
        {{- end }}
      env:
        {{- include "grocery-service.env" (include "grocery-service.variables" . | mustFromJson) | trim | nindent 8 }}
      envFrom:
        # Identity__SigningKeys__ID and Identity__Current, from External Secrets.
        - secretRef: { name: identity }
      startupProbe:
        {{- include "grocery-service.probe" $contract.startup | nindent 8 }}
      readinessProbe:
        {{- include "grocery-service.probe" $contract.ready | nindent 8 }}
      livenessProbe:
        {{- include "grocery-service.probe" $contract.live | nindent 8 }}
      {{- if gt (int .Values.stopDelaySeconds) 0 }}
      lifecycle:
        preStop:
          sleep: { seconds: {{ .Values.stopDelaySeconds }} }
      {{- end }}
  volumes:
    - name: tmp
      emptyDir: { medium: Memory, sizeLimit: {{ .Values.tmpSize }} }
{{- end }}

{{- /* What every container of the pod has. */}}
{{- define "grocery-service.container" -}}
image: {{ printf "%s@%s" .Values.image.repository .Values.image.digest }}
resources:
  {{- toYaml .Values.resources | nindent 2 }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
volumeMounts:
  - { name: tmp, mountPath: /tmp }
{{- end }}
