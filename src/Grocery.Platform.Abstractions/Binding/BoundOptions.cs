using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Binding;

/// <summary>Binds and validates one options class by its definition.</summary>
internal sealed class BoundOptions<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
TOptions>(
    OptionsDefinition<TOptions> definition, IConfiguration configuration, SecretValues secrets, OptionsValidation validation)
    : IConfigureNamedOptions<TOptions>, IValidateOptions<TOptions>
    where TOptions : class
{
    public void Configure(TOptions options) => Configure(Microsoft.Extensions.Options.Options.DefaultName, options);

    public void Configure(string? name, TOptions options) => definition.Bind(name, configuration, options);

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        string[] failures = [.. definition.Validate(name, configuration, options, secrets)];
        if (failures.Length == 0)
            return ValidateOptionsResult.Success;

        validation.ThrowIfInvalid();
        return ValidateOptionsResult.Fail(failures);
    }
}
