using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Grocery.Versions;

/// <summary>A container image by digest: a tag can change under a running service.</summary>
internal sealed partial record Image(string Repository, string Digest)
{
    public const string Form = "REPOSITORY@sha256:<64 hex digits>";

    /// <summary>Gets whether the digest is all zeros: no image was built for it yet.</summary>
    public bool IsNone => Digest.AsSpan("sha256:".Length).TrimStart('0').IsEmpty;

    public string ShortDigest => Digest[.."sha256:123456789012".Length];

    public static Image Parse(string text)
    {
        var parts = text.Split('@', 2);
        if (FindProblemOfRepository(parts[0]) is { } repository)
            throw new ArgumentsException($"The image is \"{text}\": {repository}. Name it as {Form}.");
        if (parts.Length < 2)
            throw new ArgumentsException($"The image is \"{text}\", which has no digest. Name it as {Form}; a tag can change under a running service.");
        if (FindProblemOfDigest(parts[1]) is { } digest)
            throw new ArgumentsException($"The image is \"{text}\": {digest}");

        var image = new Image(parts[0], parts[1]);
        return image.IsNone ? throw new ArgumentsException($"The image is \"{text}\": a digest of zeros stands for no image. Name one that was built.") : image;
    }

    public static string? FindProblemOfRepository([NotNull] string? text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (TagPattern().IsMatch(text))
            return $"the repository \"{text}\" has a tag; leave it out, the digest says which image";
        return RepositoryPattern().IsMatch(text) ? null : $"\"{text}\" is not a repository, such as 123456789012.dkr.ecr.us-west-2.amazonaws.com/grocery/cart";
    }

    public static string? FindProblemOfDigest(string text) =>
        DigestPattern().IsMatch(text) ? null : $"the digest is \"{text}\"; allowed: sha256:<64 hex digits>, in small letters. A tag can change under a running service.";

    public override string ToString() => $"{Repository}@{Digest}";

    [GeneratedRegex(@"\A[a-z0-9]+([._-][a-z0-9]+)*(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)+\z")]
    private static partial Regex RepositoryPattern();

    [GeneratedRegex(@"/[^/]*:[^/]*\z")]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"\Asha256:[0-9a-f]{64}\z")]
    private static partial Regex DigestPattern();
}
