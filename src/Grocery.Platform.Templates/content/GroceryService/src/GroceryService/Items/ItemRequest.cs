namespace ServiceRootNamespace.Items;

/// <summary>An item that is to be kept.</summary>
public sealed record ItemRequest(string? Name)
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 200;

    internal Dictionary<string, string[]> FindProblems() => string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName
        ? new() { ["name"] = [$"The name has {Name?.Trim().Length ?? 0} characters; allowed: 1 to {LongestName}."] }
        : [];
}
