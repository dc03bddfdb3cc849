using System.Net;
using Amazon.Runtime;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.SecretsManager;

/// <summary>Says which secrets could not be read, and which configuration keys lack them.</summary>
internal static class SecretFailure
{
    public static bool IsPassing(SecretError error) => AwsErrors.Classify(error.ErrorCode) is FailureKind.Unreachable or FailureKind.Throttled;

    /// <summary>Makes one exception of all errors; what is merely missing comes last, because a service may do without.</summary>
    public static Exception Of(IReadOnlyCollection<SecretError> errors, ILookup<string, string> keysById)
    {
        if (errors.FirstOrDefault(error => AwsErrors.Classify(error.ErrorCode) != FailureKind.Missing) is { } error)
        {
            return IsDeletion(error)
                ? Deleted(error.SecretId, keysById[error.SecretId])
                : new AmazonServiceException(
                    $"the secret {error.SecretId}: {error.Message}", null, ErrorType.Sender, error.ErrorCode, null, HttpStatusCode.BadRequest);
        }

        var missing = string.Join(" and ", errors.Select(error => $"{error.SecretId} (for {string.Join(", ", keysById[error.SecretId])})"));
        return new SourceMissingException(
            $"Secrets Manager has no current value of {missing}. Create the secret with a value, or mend {SecretsManagerOptions.Section}:"
            + $"{nameof(SecretsManagerOptions.Secrets)}. And check that the process runs in the right account and Region.");
    }

    public static SourceContentException Deleted(string id, IEnumerable<string> keys) => new(
        $"The secret {id} (for {string.Join(", ", keys)}) is scheduled for deletion. Restore it, or take it out of {SecretsManagerOptions.Section}; under "
        + $"{nameof(SecretsManagerOptions.Prefix)}, delete it without a recovery window.");

    private static bool IsDeletion(SecretError error) =>
        error.ErrorCode == "InvalidRequestException" && error.Message?.Contains("deletion", StringComparison.OrdinalIgnoreCase) is true;
}
