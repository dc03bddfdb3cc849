using System.Globalization;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Inbound;

/// <summary>The rules across fields: the adaptive limit starts between its ends.</summary>
internal sealed class InboundOptionsValidator : IValidateOptions<InboundOptions>
{
    public ValidateOptionsResult Validate(string? name, InboundOptions options)
    {
        if (options.Mode is not InboundMode.Adaptive)
            return ValidateOptionsResult.Success;

        var (start, least, most) = (
            (nameof(options.Limit), options.Limit),
            (nameof(options.MinLimit), options.MinLimit),
            (nameof(options.MaxLimit), options.MaxLimit));
        var problem = options switch
        {
            _ when options.MinLimit > options.MaxLimit => Describe(least, "at most", most, "Lower it or raise"),
            _ when options.Limit < options.MinLimit => Describe(start, "at least", least, "Raise it or lower"),
            _ when options.Limit > options.MaxLimit => Describe(start, "at most", most, "Lower it or raise"),
            _ => null,
        };
        return problem is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problem);
    }

    private static string Describe((string Name, int Value) field, string relation, (string Name, int Value) other, string fix) =>
        new ConfigurationProblem(
            $"{InboundOptions.Section}:{field.Name}",
            field.Value.ToString(CultureInfo.InvariantCulture),
            $"{relation} {other.Name}, which is {other.Value.ToString(CultureInfo.InvariantCulture)}, while Mode is Adaptive",
            $"{fix} {InboundOptions.Section}:{other.Name}.").ToString();
}
