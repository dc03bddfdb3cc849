// What is used here of custom resources for which no package has types. A key that is not here is refused.
interface Metadata {
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

interface MatchConstraints {
  namespaceSelector?: {
    matchLabels?: Record<string, string>;
    matchExpressions?: { key: string; operator: "In" | "NotIn" | "Exists" | "DoesNotExist"; values?: string[] }[];
  };
  resourceRules: {
    apiGroups: string[];
    apiVersions: string[];
    operations: ("CREATE" | "UPDATE" | "DELETE" | "CONNECT" | "*")[];
    resources: string[];
  }[];
}

interface Validation {
  expression: string;
  message: string;
}

interface PolicySpec {
  validationActions: ("Deny" | "Audit" | "Warn")[];
  failurePolicy: "Fail" | "Ignore";
  webhookConfiguration?: { timeoutSeconds: number };
  matchConstraints: MatchConstraints;
  variables?: { name: string; expression: string }[];
  validations: Validation[];
}

export interface IValidatingPolicy {
  apiVersion: "policies.kyverno.io/v1";
  kind: "ValidatingPolicy";
  metadata: Metadata;
  spec: PolicySpec;
}

export interface IImageValidatingPolicy {
  apiVersion: "policies.kyverno.io/v1";
  kind: "ImageValidatingPolicy";
  metadata: Metadata;
  spec: PolicySpec & {
    matchImageReferences: ({ glob: string } | { expression: string })[];
    credentials?: { providers: ("default" | "amazon" | "azure" | "google" | "github")[] };
    attestors: {
      name: string;
      cosign: {
        key?: { kms?: string; data?: string };
        keyless?: { identities: { issuer?: string; issuerRegExp?: string; subject?: string; subjectRegExp?: string }[] };
        ctlog?: { url?: string; insecureIgnoreTlog?: boolean; insecureIgnoreSCT?: boolean };
      };
    }[];
    validationConfigurations: { required: boolean; verifyDigest: boolean; mutateDigest: boolean };
  };
}

export interface ISchedule {
  apiVersion: "velero.io/v1";
  kind: "Schedule";
  metadata: Metadata;
  spec: {
    schedule: string;
    paused?: boolean;
    useOwnerReferencesInBackup?: boolean;
    template: {
      storageLocation?: string;
      ttl?: string;
      includedNamespaces?: string[];
      excludedNamespaces?: string[];
      includedResources?: string[];
      excludedResources?: string[];
      includeClusterResources?: boolean;
      snapshotVolumes?: boolean;
    };
  };
}
