using System.Globalization;
using Amazon.Runtime;
using Grocery.Platform.Config.Aws;

namespace Grocery.Platform.Config.Sources;

/// <summary>Why a source was not read and what to do about it. Never shows a value, a key or a token.</summary>
/// <param name="Source">The source.</param>
/// <param name="Kind">What it comes down to.</param>
/// <param name="Text">The sentences for a person.</param>
internal sealed record SourceFailure(IRemoteSource Source, FailureKind Kind, string Text)
{
    private const int LongestAnswer = 400;

    /// <summary>Gets a value indicating whether a service may start with it: only what is not there, or not now, is let pass.</summary>
    public bool IsTolerable => !Source.IsRequired && Kind is FailureKind.Missing or FailureKind.Unreachable;

    public static SourceFailure Of(SourceRead read, SourceLoad load)
    {
        var (source, failure) = (read.Source, read.Failure!);
        if (failure is AwsSetupException or SourceContentException or SourceMissingException)
            return new SourceFailure(source, AwsErrors.Classify(failure), failure.Message);

        // Retries that the deadline ends say nothing; the last attempt does.
        var ended = load.IsOverDeadline && failure is OperationCanceledException;
        var cause = ended ? read.Progress.LastFailure : failure;
        var kind = cause is null ? FailureKind.Unreachable : AwsErrors.Classify(cause);

        // Of several calls at once, the one that succeeded last may have hidden why the others wait.
        if (ended && kind == FailureKind.Unreachable && read.Progress.WasThrottled)
            kind = FailureKind.Throttled;

        var what = ended ? $"no answer within {ConfigOptions.Section}:{nameof(ConfigOptions.StartupDeadline)} ({load.Deadline:c})" : Answer(failure);
        if (ended && cause is not null)
            what += $"; the last attempt ended with {Answer(cause)}";

        return new SourceFailure(source, kind, string.Create(
            CultureInfo.InvariantCulture,
            $"{Capitalize(source.Name)} was not read (attempts: {read.Progress.Attempts}, time: {load.Elapsed.TotalSeconds:0.0} s): {what}. {Fix(kind, source)}"));
    }

    private static string Capitalize(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    // AWS repeats the signed request, with the session token, under the first line of its answer to a wrong signature.
    private static string Answer(Exception exception)
    {
        if (AwsErrors.IsNoAnswerOfAws(exception))
            return "an answer that is not the JSON of AWS";

        var name = exception is AmazonServiceException { ErrorCode: { Length: > 0 } code } ? code : exception.GetType().Name;
        var line = exception.Message.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        line = (end < 0 ? line : line[..end]).TrimEnd('.');
        return $"{name}: {(line.Length > LongestAnswer ? string.Concat(line[..LongestAnswer], "...") : line)}";
    }

    private static string Fix(FailureKind kind, IRemoteSource source) => kind switch
    {
        FailureKind.Denied => $"Allow the role of the process {source.Permissions}.",
        FailureKind.Credentials => "Give the process credentials that are valid (task role, web identity, or AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY), and check its clock.",
        FailureKind.Throttled =>
            $"Too many processes read at once: raise {ConfigOptions.Section}:{nameof(ConfigOptions.StartupDeadline)}, or the throughput of the service in AWS.",
        FailureKind.Key => $"Enable the KMS key of the values, and allow the role of the process {source.Permissions}.",
        FailureKind.Refused => $"Mend what {source.Section} names, or what the answer says.",
        FailureKind.Missing => "Create it, and check that the process runs in the right account and Region.",
        FailureKind.Unreachable => $"Check that the process reaches {source.Address} (VPC endpoint, security group, proxy, AWS_ENDPOINT_URL).",
        _ => $"Mend what {source.Section} names.",
    };
}
