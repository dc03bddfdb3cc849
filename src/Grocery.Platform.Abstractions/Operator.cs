namespace Grocery.Platform;

/// <summary>Who changes a running service through one of its endpoints.</summary>
/// <param name="Name">As the request says, <see langword="null"/> when it does not; nobody checks it.</param>
/// <param name="Address">Where the connection came from; <c>unknown</c> when the server does not know.</param>
public sealed record Operator(string? Name, string Address);
