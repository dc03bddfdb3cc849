using System.Globalization;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Logging.Buffering;

/// <summary>Checks that what one request may keep fits into what all may.</summary>
internal sealed class LogBufferOptionsValidator : IValidateOptions<LogBufferOptions>
{
    private const string TotalSize = $"{LogBufferOptions.Section}:{nameof(LogBufferOptions.TotalSize)}";
    private const string Size = $"{LogBufferOptions.Section}:{nameof(LogBufferOptions.Size)}";

    public ValidateOptionsResult Validate(string? name, LogBufferOptions options) => options.TotalSize >= options.Size
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(new ConfigurationProblem(
            TotalSize,
            options.TotalSize.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"at least {Size}, which is {options.Size}"),
            "Raise it, or lower the size for one request.").ToString());
}
