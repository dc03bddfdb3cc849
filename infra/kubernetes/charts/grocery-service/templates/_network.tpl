{{- /* What the service needs, on top of the namespace's default of nothing. */}}
{{- define "grocery-service.networkPolicy" -}}
{{- $contract := include "grocery-service.contract" . | mustFromJson }}
{{- $global := .Values.global }}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "grocery-service.earlyMetadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "grocery-service.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    # Who calls it says so in a label of its pods.
    - from:
        - podSelector:
            matchLabels:
              app.kubernetes.io/instance: {{ .Release.Name }}
              asks.grocery.example/{{ .Chart.Name }}: "true"
      ports:
        - { protocol: TCP, port: http }
    {{- if .Values.ingress.enabled }}
    # The load balancer: requests, and its own look at readiness.
    - from:
        {{- range $global.network.loadBalancerCidrs }}
        - ipBlock: { cidr: {{ . }} }
        {{- end }}
      ports:
        - { protocol: TCP, port: http }
        - { protocol: TCP, port: {{ $contract.managementName }} }
    {{- end }}
    - from:
        - namespaceSelector:
            matchLabels: { kubernetes.io/metadata.name: {{ $global.prometheus.namespace }} }
          podSelector:
            matchLabels: { app.kubernetes.io/name: prometheus }
      ports:
        - { protocol: TCP, port: {{ $contract.managementName }} }
  egress:
    - to:
        - namespaceSelector:
            matchLabels: { kubernetes.io/metadata.name: kube-system }
          podSelector:
            matchLabels: { k8s-app: kube-dns }
      ports:
        - { protocol: UDP, port: 53 }
        - { protocol: TCP, port: 53 }
    {{- range .Values.asks }}
    - to:
        - podSelector:
            matchLabels:
              app.kubernetes.io/name: {{ . }}
              app.kubernetes.io/instance: {{ $.Release.Name }}
      ports:
        - { protocol: TCP, port: {{ include "grocery-service.portOf" (list $ .) }} }
    {{- end }}
    {{- if .Values.database }}
    - to:
        {{- range $global.network.databaseCidrs }}
        - ipBlock: { cidr: {{ . }} }
        {{- end }}
      ports:
        - { protocol: TCP, port: 5432 }
    {{- end }}
    - to:
        - namespaceSelector:
            matchLabels: { kubernetes.io/metadata.name: {{ $global.collector.namespace }} }
          podSelector:
            matchLabels: { app.kubernetes.io/name: {{ $global.collector.service }} }
      ports:
        - { protocol: TCP, port: 4317 }
    # AWS: the configuration, the secrets, the token of the role.
    - to:
        {{- range $global.network.awsCidrs }}
        - ipBlock:
            {{- toYaml . | nindent 12 }}
        {{- end }}
      ports:
        - { protocol: TCP, port: 443 }
{{- end }}
