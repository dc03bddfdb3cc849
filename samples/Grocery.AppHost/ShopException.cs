namespace Grocery.AppHost;

/// <summary>Something that the person at the keyboard can mend; the message says what and how.</summary>
public sealed class ShopException(string message) : Exception(message);
