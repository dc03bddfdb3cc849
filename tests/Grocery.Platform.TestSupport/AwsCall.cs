namespace Grocery.Platform.TestSupport;

/// <summary>One request that <see cref="AwsEndpoint"/> got.</summary>
public sealed record AwsCall(string Operation, string Path, string? NextToken);
