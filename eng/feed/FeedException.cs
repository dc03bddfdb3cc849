namespace Grocery.Feed;

/// <summary>A package that the feed cannot take; the message says why and what to do.</summary>
internal sealed class FeedException(string message) : Exception(message);
