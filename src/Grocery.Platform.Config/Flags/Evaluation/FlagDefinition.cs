using Grocery.Platform.Config.Flags.Lifecycle;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Flags.Evaluation;

/// <summary>What the configuration says of a flag.</summary>
/// <param name="Name">The name as it is written there.</param>
/// <param name="Definition">The last good definition, or a bad one as far as it goes; <see langword="null"/> when none could be read.</param>
/// <param name="IsGood">Whether it is a good one.</param>
/// <param name="Ownership">Whose it is, and for how long.</param>
/// <param name="Problem">Why the definition that the configuration has now cannot be used; <see langword="null"/> when it can.</param>
internal sealed record FlagDefinition(string Name, FeatureDefinition? Definition, bool IsGood, FlagOwnership Ownership, string? Problem);
