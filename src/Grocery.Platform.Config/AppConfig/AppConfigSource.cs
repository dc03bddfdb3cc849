using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.AppConfig;

/// <summary>One configuration profile of AppConfig.</summary>
/// <param name="profile">The profile.</param>
/// <param name="isFlags">Whether its document is one of feature flags.</param>
/// <param name="reader">How it is read.</param>
/// <param name="options">The options of AppConfig.</param>
/// <param name="clients">The clients of AWS.</param>
internal sealed class AppConfigSource(
    ConfigurationProfile profile, bool isFlags, IDocumentReader reader, AppConfigOptions options, AwsClients clients) : IRemoteSource
{
    public string Feature => SourceSwitch.AppConfig;

    public string Section => AppConfigOptions.Section;

    public string Name { get; } = profile.ToString();

    public bool IsRequired => options.Required;

    public string Permissions =>
        "the actions appconfig:StartConfigurationSession and appconfig:GetLatestConfiguration on "
        + $"{clients.ArnPrefixOf(AwsService.AppConfig)}application/<id>/environment/<id>/configuration/<id>, with the ids of {profile.Application}, "
        + $"{profile.Environment} and {profile.Name}";

    public string Address => reader.Address;

    public async Task<SourceSnapshot> ReadAsync(SourceSnapshot? previous, ReadProgress progress, CancellationToken cancellationToken)
    {
        var document = await reader.ReadAsync(progress, cancellationToken).ConfigureAwait(false);
        if (previous is AppConfigSnapshot known && known.Document == document)
            return known;

        var values = new DocumentValues(profile, document);
        var mapped = isFlags ? values.MapFlags() : values.MapFreeform();
        return new AppConfigSnapshot(mapped, document) { Warnings = mapped.Warnings };
    }
}
