using Microsoft.FeatureManagement.FeatureFilters;

namespace Grocery.Platform.Config.Flags.Rules;

/// <summary>Whom a flag is asked about.</summary>
/// <param name="id">Who; <see langword="null"/> for somebody unknown.</param>
/// <param name="groups">The groups of the user, in an order that does not matter.</param>
internal readonly struct FlagUser(string? id, IReadOnlyList<string?>? groups)
{
    /// <summary>Gets somebody of whom nothing is known: a request without a user, or work without a request.</summary>
    public static FlagUser Anybody { get; } = new(null, []);

    public string? Id => id;

    public IReadOnlyList<string?>? Groups => groups;

    /// <summary>Gets the hash code of the id: of one user several rules ask for a place.</summary>
    public int Hash { get; } = id?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>Gets a value indicating whether there is a user at all, known or not. Without one no targeting holds.</summary>
    public bool Exists { get; private init; } = true;

    public static FlagUser Of(ITargetingContext? context) => context is null
        ? default
        : new FlagUser(context.UserId, context.Groups as IReadOnlyList<string?> ?? context.Groups?.ToArray());
}
