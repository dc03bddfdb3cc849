using System.Buffers;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Deadlines;

/// <summary>What the attributes cannot say: which header names are allowed, and that the default lies within the maximum.</summary>
internal sealed class DeadlineOptionsValidator : IValidateOptions<DeadlineOptions>
{
    // "token" of RFC 9110, section 5.6.2.
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public ValidateOptionsResult Validate(string? name, DeadlineOptions options)
    {
        List<string> problems = [];
        if (!IsHeader(options.Header))
        {
            problems.Add(new ConfigurationProblem(
                $"{DeadlineOptions.Section}:{nameof(options.Header)}",
                options.Header,
                $"the name of a request header, of letters, digits and hyphens, other than {IncomingDeadline.GrpcHeader}, whose values are written otherwise",
                "Use the name that all services agree on, or remove the key.").ToString());
        }

        if (options.Default > options.Maximum)
        {
            problems.Add(new ConfigurationProblem(
                $"{DeadlineOptions.Section}:{nameof(options.Default)}",
                $"{options.Default:c}",
                $"at most {nameof(options.Maximum)}, which is \"{options.Maximum:c}\"",
                $"Lower it or raise {DeadlineOptions.Section}:{nameof(options.Maximum)}.").ToString());
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static bool IsHeader(string? header) =>
        !string.IsNullOrEmpty(header)
        && !header.AsSpan().ContainsAnyExcept(TokenCharacters)
        && !header.Equals(IncomingDeadline.GrpcHeader, StringComparison.OrdinalIgnoreCase)
        && IsOfRequests(header);

    // Content-Type, Expires and others are of bodies, and HttpClient refuses them elsewhere.
    private static bool IsOfRequests(string header)
    {
        using var request = new HttpRequestMessage();
        return request.Headers.TryAddWithoutValidation(header, "1");
    }
}
