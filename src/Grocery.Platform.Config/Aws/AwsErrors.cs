using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.Aws;

/// <summary>What an error of AWS comes down to. By its name, never by its status: AWS and what stands in for it differ there.</summary>
internal static class AwsErrors
{
    private static readonly Dictionary<string, FailureKind> Kinds = new(StringComparer.Ordinal)
    {
        ["ThrottlingException"] = FailureKind.Throttled,
        ["Throttling"] = FailureKind.Throttled,
        ["ThrottledException"] = FailureKind.Throttled,
        ["TooManyRequestsException"] = FailureKind.Throttled,
        ["RequestLimitExceeded"] = FailureKind.Throttled,
        ["RequestThrottled"] = FailureKind.Throttled,
        ["RequestThrottledException"] = FailureKind.Throttled,
        ["BandwidthLimitExceeded"] = FailureKind.Throttled,
        ["EC2ThrottledException"] = FailureKind.Throttled,
        ["ProvisionedThroughputExceededException"] = FailureKind.Throttled,
        ["SlowDown"] = FailureKind.Throttled,
        ["LimitExceededException"] = FailureKind.Throttled,
        ["UnrecognizedClientException"] = FailureKind.Credentials,
        ["InvalidSignatureException"] = FailureKind.Credentials,
        ["SignatureDoesNotMatch"] = FailureKind.Credentials,
        ["ExpiredTokenException"] = FailureKind.Credentials,
        ["ExpiredToken"] = FailureKind.Credentials,
        ["InvalidClientTokenId"] = FailureKind.Credentials,
        ["IncompleteSignature"] = FailureKind.Credentials,
        ["MissingAuthenticationToken"] = FailureKind.Credentials,
        ["MissingAuthenticationTokenException"] = FailureKind.Credentials,
        ["InvalidIdentityToken"] = FailureKind.Credentials,
        ["IDPRejectedClaim"] = FailureKind.Credentials,
        ["AuthFailure"] = FailureKind.Credentials,
        ["RequestExpired"] = FailureKind.Credentials,
        ["InternalServerError"] = FailureKind.Unreachable,
        ["InternalServiceError"] = FailureKind.Unreachable,
        ["InternalFailure"] = FailureKind.Unreachable,
        ["InternalServerException"] = FailureKind.Unreachable,
        ["ServiceUnavailable"] = FailureKind.Unreachable,
        ["ServiceUnavailableException"] = FailureKind.Unreachable,
        ["RequestTimeout"] = FailureKind.Unreachable,
        ["RequestTimeoutException"] = FailureKind.Unreachable,
        ["InvalidKeyId"] = FailureKind.Key,
        ["DecryptionFailure"] = FailureKind.Key,
        ["ParameterNotFound"] = FailureKind.Missing,
        ["ParameterVersionNotFound"] = FailureKind.Missing,
        ["ResourceNotFoundException"] = FailureKind.Missing,
        ["ValidationException"] = FailureKind.Content,
        ["InvalidParameterException"] = FailureKind.Content,
        ["InvalidRequestException"] = FailureKind.Content,
        ["BadRequestException"] = FailureKind.Content,
    };

    public static FailureKind Classify(Exception exception) => exception switch
    {
        AwsSetupException => FailureKind.Setup,
        SourceMissingException => FailureKind.Missing,
        SourceContentException => FailureKind.Content,
        AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError } => FailureKind.Unreachable,
        AmazonServiceException { ErrorCode: { Length: > 0 } code } => Classify(code),
        AmazonServiceException => FailureKind.Unreachable,

        // What the SDK says before it sends anything: it found no credentials.
        AmazonClientException => FailureKind.Credentials,
        _ => FailureKind.Unreachable,
    };

    /// <summary>Classifies the name of an error, such as <c>AccessDeniedException</c>.</summary>
    public static FailureKind Classify(string code) =>
        code.StartsWith("AccessDenied", StringComparison.Ordinal) ? FailureKind.Denied : Kinds.GetValueOrDefault(code, FailureKind.Refused);

    /// <summary>Says whether something else than AWS answered, such as the sign-in page of a network.</summary>
    public static bool IsNoAnswerOfAws(Exception exception) => exception is AmazonUnmarshallingException or InvalidDataException or JsonException;
}
