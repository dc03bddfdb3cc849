using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Config.Local;

/// <summary>Keeps a file of someone's machine out of production, where it would stand in the place of what AWS has.</summary>
internal sealed class LocalOptionsValidator(IHostEnvironment environment) : IValidateOptions<LocalOptions>
{
    private const string Key = $"{LocalOptions.Section}:{nameof(LocalOptions.Enabled)}";

    public ValidateOptionsResult Validate(string? name, LocalOptions options) => options.Enabled && environment.IsProduction()
        ? ValidateOptionsResult.Fail(new ConfigurationProblem(
            Key, "true", "false in the host environment Production", "Turn it off, and the AWS sources on; or run in another host environment.").ToString())
        : ValidateOptionsResult.Success;
}
