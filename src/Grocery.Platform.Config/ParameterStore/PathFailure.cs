using System.Globalization;
using Amazon.Runtime;
using Grocery.Platform.Config.Aws;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>Says why a path could not be read and what to do about it. Never shows a value, a key or a token.</summary>
internal static class PathFailure
{
    private const int LongestAnswer = 400;

    private static readonly HashSet<string> Throttling =
        ["ThrottlingException", "Throttling", "TooManyRequestsException", "RequestLimitExceeded", "LimitExceededException"];

    private static readonly HashSet<string> BadCredentials =
        ["UnrecognizedClientException", "InvalidSignatureException", "SignatureDoesNotMatch", "ExpiredTokenException", "InvalidClientTokenId",
         "IncompleteSignature", "MissingAuthenticationToken", "RequestExpired"];

    public static string Describe(PathRead read, ParameterStoreLoad load)
    {
        if (read.Failure is AwsSetupException setup)
            return setup.Message;
        if (read.Failure is AmbiguousParametersException ambiguous)
            return $"{ambiguous.Message} Delete one of the two parameters.";

        var ended = load.IsOverDeadline && read.Failure is OperationCanceledException;
        var cause = ended ? read.LastFailure : read.Failure;
        var what = ended ? $"no answer within {ConfigOptions.Section}:{nameof(ConfigOptions.StartupDeadline)} ({load.Deadline:c})" : Answer(cause!);
        if (ended && cause is not null)
            what += $"; the last attempt ended with {Answer(cause)}";

        return string.Create(
            CultureInfo.InvariantCulture,
            $"The Parameter Store path {read.Path} was not read (attempts: {read.Attempts}, time: {load.Elapsed.TotalSeconds:0.0} s): {what}. {Fix(cause, read, load)}");
    }

    // AWS repeats the signed request, with the session token, under the first line of its answer to a wrong signature.
    private static string Answer(Exception exception)
    {
        if (exception is AmazonUnmarshallingException or InvalidDataException or System.Text.Json.JsonException)
            return "an answer that is not the JSON of the Parameter Store";

        var name = exception is AmazonServiceException { ErrorCode: { Length: > 0 } code } ? code : exception.GetType().Name;
        var line = exception.Message.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        line = (end < 0 ? line : line[..end]).TrimEnd('.');
        return $"{name}: {(line.Length > LongestAnswer ? string.Concat(line[..LongestAnswer], "...") : line)}";
    }

    private static string Fix(Exception? cause, PathRead read, ParameterStoreLoad load)
    {
        var code = (cause as AmazonServiceException)?.ErrorCode ?? string.Empty;
        if (code.StartsWith("AccessDenied", StringComparison.Ordinal))
        {
            return $"Allow the role of the process the action ssm:GetParametersByPath on {load.ArnPrefix}parameter{read.Path.TrimEnd('/')} and "
                + $"{load.ArnPrefix}parameter{read.Path}*, and kms:Decrypt on the key of its SecureStrings.";
        }

        if (BadCredentials.Contains(code))
            return "Check the credentials of the process (task role, web identity, or AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY) and its clock.";
        if (Throttling.Contains(code))
            return $"Too many processes read at once: raise {ConfigOptions.Section}:{nameof(ConfigOptions.StartupDeadline)}, or the throughput of the Parameter Store.";
        if (code == "InvalidKeyId")
            return "Enable the KMS key of the SecureStrings under the path, and allow kms:Decrypt on it.";
        if (cause is AmazonClientException)
            return "Give the process credentials (task role, web identity, or AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY).";

        return $"Check that the process reaches {load.Address} (VPC endpoint, security group, proxy, AWS_ENDPOINT_URL).";
    }
}
