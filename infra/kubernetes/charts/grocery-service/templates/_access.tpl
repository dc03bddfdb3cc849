{{- define "grocery-service.serviceAccount" -}}
{{- $global := .Values.global }}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .Chart.Name }}
  labels:
    {{- include "grocery-service.labels" . | nindent 4 }}
  annotations:
    argocd.argoproj.io/sync-wave: "-1"
    eks.amazonaws.com/role-arn: arn:aws:iam::{{ $global.accountId }}:role/{{ $global.root }}-{{ $global.environment }}-{{ .Chart.Name }}-pod
automountServiceAccountToken: false
{{- end }}

{{- /* The login of the schema's owner. A container that meets one that was changed meanwhile is started again, until it has come. */}}
{{- define "grocery-service.migrationSecret" -}}
{{- $global := .Values.global }}
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: {{ .Chart.Name }}-migration
  labels:
    {{- include "grocery-service.labels" . | nindent 4 }}
  annotations:
    argocd.argoproj.io/sync-wave: "-1"
spec:
  refreshInterval: 5m
  secretStoreRef: { kind: SecretStore, name: aws }
  target: { name: {{ .Chart.Name }}-migration, creationPolicy: Owner, deletionPolicy: Retain }
  data:
    {{- range list "host" "port" "username" "password" "dbname" }}
    - secretKey: ConnectionStrings__{{ $.Values.database }}__{{ . }}
      remoteRef: { key: {{ $global.root }}-{{ $global.environment }}/{{ $.Chart.Name }}/migration, property: {{ . }} }
    {{- end }}
{{- end }}

{{- /*
The requests alone: the management port is for the kubelet, Prometheus and the load balancer's check, which go to the pods. Its port
is that of the pods, without which the network policies of Amazon's VPC CNI do not work.
*/}}
{{- define "grocery-service.service" -}}
{{- $contract := include "grocery-service.contract" . | mustFromJson }}
apiVersion: v1
kind: Service
metadata:
  {{- include "grocery-service.metadata" . | nindent 2 }}
spec:
  type: ClusterIP
  selector:
    {{- include "grocery-service.selector" . | nindent 4 }}
  ports:
    - { name: http, port: {{ $contract.httpPort }}, targetPort: http, protocol: TCP, appProtocol: http }
{{- end }}

{{- define "grocery-service.ingress" -}}
{{- $contract := include "grocery-service.contract" . | mustFromJson }}
{{- $ready := $contract.ready }}
{{- /* A load balancer of AWS allows no period below 5 s, no time-out below 2 s, and 2 to 10 failures. */}}
{{- $interval := max 5 $ready.periodSeconds }}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ .Chart.Name }}
  labels:
    {{- include "grocery-service.labels" . | nindent 4 }}
  annotations:
    alb.ingress.kubernetes.io/scheme: internet-facing
    alb.ingress.kubernetes.io/target-type: ip
    alb.ingress.kubernetes.io/listen-ports: '[{"HTTP": 80}, {"HTTPS": 443}]'
    alb.ingress.kubernetes.io/ssl-redirect: "443"
    alb.ingress.kubernetes.io/ssl-policy: ELBSecurityPolicy-TLS13-1-2-2021-06
    alb.ingress.kubernetes.io/certificate-arn: {{ .Values.global.certificateArn }}
    alb.ingress.kubernetes.io/healthcheck-path: {{ $ready.path }}
    alb.ingress.kubernetes.io/healthcheck-port: {{ $contract.managementPort | toString | quote }}
    alb.ingress.kubernetes.io/healthcheck-protocol: {{ upper $ready.scheme }}
    alb.ingress.kubernetes.io/healthcheck-interval-seconds: {{ $interval | toString | quote }}
    alb.ingress.kubernetes.io/healthcheck-timeout-seconds: {{ min (max 2 $ready.timeoutSeconds) (sub $interval 1) | toString | quote }}
    alb.ingress.kubernetes.io/unhealthy-threshold-count: {{ min (max 2 $ready.failureThreshold) 10 | toString | quote }}
    alb.ingress.kubernetes.io/target-group-attributes: deregistration_delay.timeout_seconds={{ max 15 .Values.stopDelaySeconds }}
spec:
  ingressClassName: alb
  rules:
    - host: {{ .Values.global.domain }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: {{ .Chart.Name }}
                port: { name: http }
{{- end }}

{{- /* The job is the service; the hash of a canary's pods tells it from the rest. */}}
{{- define "grocery-service.monitor" -}}
{{- $contract := include "grocery-service.contract" . | mustFromJson }}
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata:
  {{- include "grocery-service.metadata" . | nindent 2 }}
spec:
  jobLabel: app.kubernetes.io/name
  podTargetLabels: [rollouts-pod-template-hash]
  selector:
    matchLabels:
      {{- include "grocery-service.selector" . | nindent 6 }}
  podMetricsEndpoints:
    - port: {{ $contract.managementName }}
      path: {{ $contract.metrics.path }}
      scheme: {{ $contract.metrics.scheme }}
      interval: 15s
      scrapeTimeout: 10s
      relabelings:
        # The rules of the objectives know it by this name.
        - { sourceLabels: [job], targetLabel: service }
{{- end }}
