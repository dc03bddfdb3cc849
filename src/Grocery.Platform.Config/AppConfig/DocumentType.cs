using System.Net.Http.Headers;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.AppConfig;

/// <summary>Tells by the type of a document whether it can be used.</summary>
internal static class DocumentType
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <exception cref="SourceContentException">The document is not JSON.</exception>
    public static ReadOnlyMemory<byte> JsonOf(ConfigurationDocument document, ConfigurationProfile profile)
    {
        var type = MediaTypeHeaderValue.TryParse(document.ContentType, out var parsed) ? parsed.MediaType : null;

        // What AppConfig delivers of flags with variants, in the place of JSON.
        if (type is "application/ion")
            throw DescribeVariants($"A flag of {profile} has");
        if (type is not "application/json")
        {
            throw new SourceContentException(
                $"The document of {profile} has the type {document.ContentType ?? "none"}, and only application/json can be used. Deploy it with that type.");
        }

        return document.Content.Span.StartsWith(ByteOrderMark) ? document.Content[ByteOrderMark.Length..] : document.Content;
    }

    public static SourceContentException DescribeVariants(string what) => new(
        $"{what} variants, which only AppConfig's agent evaluates. Run the agent beside the service and set {AppConfigOptions.Section}:"
        + $"{nameof(AppConfigOptions.Agent)}, or make it a basic flag.");
}
