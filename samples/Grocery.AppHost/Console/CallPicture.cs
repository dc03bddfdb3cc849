namespace Grocery.AppHost.Console;

/// <summary>The way from one service to another, as the caller's platform guards it.</summary>
/// <param name="Breaker">The state of the circuit breaker, such as <c>closed</c> or <c>open</c>.</param>
/// <param name="Attempts">The calls by which the breaker judges.</param>
/// <param name="RetryBudget">How many retries the caller may make now.</param>
internal sealed record CallPicture(string From, string To, string Client, string Breaker, int Attempts, int Failed, int Active, double RetryBudget);
