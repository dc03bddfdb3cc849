namespace Grocery.Platform.Config.Flags.Rules;

/// <summary>What became of a definition.</summary>
/// <param name="Rule">The rule; <see langword="null"/> when Microsoft's evaluation is needed: a filter or a session of the service has a part
/// in it.</param>
/// <param name="Problem">What cannot be used of the definition, so that its rule does not do what it should.</param>
internal sealed record CompiledRule(FlagRule? Rule, string? Problem);
