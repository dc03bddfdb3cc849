namespace Grocery.AppHost.Console;

/// <summary>How everything stands that a person can change.</summary>
internal sealed record SwitchesPicture(
    bool HasDatabase,
    double DatabaseDelayMilliseconds,
    bool IsAwsReachable,
    bool IsBadParameterPushed,
    string SigningKey,
    IReadOnlyDictionary<string, int> Flags);
