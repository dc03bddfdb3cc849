using Grocery.Platform.Binding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Grocery.Platform.Analyzers.Logging;

/// <summary>Judges by a name whether what it stands for is a secret, with the words by which the platform redacts.</summary>
internal static class SecretName
{
    // What is known of a secret without knowing it.
    private static readonly string[] Facts =
    [
        "Name", "Names", "Id", "Ids", "Arn", "Path", "File", "Length", "Count", "Size", "Type", "Kind", "Version", "Age", "Expiry", "Expires",
        "ExpiresAt", "ExpiresIn", "Source", "Provider", "Policy", "Scheme", "Status", "State", "Url", "Uri", "Endpoint", "Error", "Reason", "Result", "Prefix",
    ];

    public static bool IsSecret(string name)
    {
        if (Array.Exists(Facts, fact => EndsInWord(name, fact)))
            return false;

        return name.EndsWith(SecretWords.End, StringComparison.OrdinalIgnoreCase)
            || Array.Exists(SecretWords.Anywhere, word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
    }

    /// <summary>Gets the name of a value that looks like a secret; <see langword="null"/> for one that does not, or whose type cannot hold one.</summary>
    public static string? Of(IOperation value)
    {
        if (value.ConstantValue.HasValue || !CanHold(value.Type))
            return null;

        var name = value switch
        {
            ILocalReferenceOperation local => local.Local.Name,
            IParameterReferenceOperation parameter => parameter.Parameter.Name,
            IFieldReferenceOperation field => field.Field.Name,
            IPropertyReferenceOperation { Arguments.Length: 1 } indexed when indexed.Arguments[0].Value.ConstantValue is { HasValue: true, Value: string key } => LastSegment(key),
            IPropertyReferenceOperation property => property.Property.Name,
            IInvocationOperation call when IsGetter(call.TargetMethod) => call.TargetMethod.Name,
            IAwaitOperation { Operation: IInvocationOperation call } when IsGetter(call.TargetMethod) => call.TargetMethod.Name.Replace("Async", ""),
            IConditionalAccessOperation access => Of(access.WhenNotNull),
            ICoalesceOperation coalesce => Of(LogCalls.Unwrapped(coalesce.Value)),
            _ => null,
        };
        return name is not null && IsSecret(name) ? name : null;
    }

    public static bool CanHold(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_String } => true,
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte or SpecialType.System_Char or SpecialType.System_String } => true,
        { Name: "SecureString" or "NetworkCredential" or "StringValues" } => true,
        _ => false,
    };

    // MaskPassword and HashOfSecret return no secret; GetPassword does.
    private static bool IsGetter(IMethodSymbol method) => method.Name.StartsWith("Get", StringComparison.Ordinal) || method.Name.StartsWith("Read", StringComparison.Ordinal);

    private static string LastSegment(string key) => key.Substring(key.LastIndexOf(':') + 1);

    // SecretName and secret_name, but not userbyname.
    private static bool EndsInWord(string name, string word)
    {
        var start = name.Length - word.Length;
        return start > 0
            && name.EndsWith(word, StringComparison.OrdinalIgnoreCase)
            && (char.IsUpper(name[start]) || name[start - 1] is '_' or '-' or '.');
    }
}
