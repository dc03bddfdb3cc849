using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Grocery.Versions;

/// <summary>Reads the entry of one service in one environment.</summary>
internal sealed partial class EntryReader(YamlMappingNode node, string where, Problems problems)
{
    private static readonly string[] WithImage = ["version", "deployed_at", "deployed_by"];

    private readonly Keys _keys = new(node, where, problems);

    public Entry Read()
    {
        _keys.Allow(["repository", "digest"], [.. WithImage, "pinned"]);
        var entry = new Entry(ReadImage())
        {
            Version = _keys.Text("version"),
            DeployedAt = ReadTime(),
            DeployedBy = _keys.Text("deployed_by"),
            Pinned = _keys.Text("pinned"),
        };
        RequireWhatAnImageHas(entry);
        return entry;
    }

    public static string? FindProblemOfVersion(string text) =>
        VersionPattern().IsMatch(text) ? null : $"the version is \"{text}\"; allowed: letters, digits and . _ + -, at most 64, such as 1.4.0";

    private Image ReadImage()
    {
        var repository = _keys.Text("repository");
        var digest = _keys.Text("digest");
        if (repository is not null && Image.FindProblemOfRepository(repository) is { } wrongRepository)
            _keys.Report("repository", wrongRepository);
        if (digest is not null && Image.FindProblemOfDigest(digest) is { } wrongDigest)
            _keys.Report("digest", wrongDigest);

        return new Image(repository ?? "", digest is not null && Image.FindProblemOfDigest(digest) is null ? digest : "sha256:" + new string('0', 64));
    }

    private DateTimeOffset? ReadTime()
    {
        if (_keys.Text("deployed_at") is not { } text)
            return null;
        if (DateTimeOffset.TryParseExact(text, Entry.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time;

        _keys.Report("deployed_at", $"deployed_at is \"{text}\"; write a time in UTC, such as 2026-11-22T09:30:00Z");
        return null;
    }

    private void RequireWhatAnImageHas(Entry entry)
    {
        if (entry.Version is { } version && FindProblemOfVersion(version) is { } problem)
            _keys.Report("version", problem);
        if (_keys["repository"] is null || (_keys["digest"] as YamlScalarNode)?.Value is not { } digest || Image.FindProblemOfDigest(digest) is not null)
            return;

        foreach (var key in WithImage.Where(key => (_keys[key] is null) != entry.Image.IsNone))
        {
            _keys.Report(key, entry.Image.IsNone
                ? $"a digest of zeros stands for no image, which has no {key}; leave it out, or write the digest"
                : $"{key} is missing; an image has {string.Join(", ", WithImage)}");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._+-]{0,63}\z")]
    private static partial Regex VersionPattern();
}
