namespace Grocery.Samples.Storefront.Accounts;

/// <param name="User">Who is signed in; <see langword="null"/> when nobody is.</param>
internal sealed record SessionAnswer(SessionUser? User);
